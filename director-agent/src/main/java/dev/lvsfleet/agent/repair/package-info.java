/** How fast a repair is repeated that somebody undoes. */
@NullMarked
package dev.lvsfleet.agent.repair;

import org.jspecify.annotations.NullMarked;
