/** Which kernel entries and addresses are this system's, on disk, so that nothing else is ever deleted. */
@NullMarked
package dev.lvsfleet.agent.ownership;

import org.jspecify.annotations.NullMarked;
