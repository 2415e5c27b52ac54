/** Notices when the agent no longer hears what is on the bus, and says so. */
@NullMarked
package dev.lvsfleet.agent.listening;

import org.jspecify.annotations.NullMarked;
