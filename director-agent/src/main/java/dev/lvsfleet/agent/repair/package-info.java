/** Paces the repair of what somebody else keeps undoing. */
@NullMarked
package dev.lvsfleet.agent.repair;

import org.jspecify.annotations.NullMarked;
