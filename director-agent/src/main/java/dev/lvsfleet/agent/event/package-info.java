/** Tells the fleet what happened here that an operator may want to find later. */
@NullMarked
package dev.lvsfleet.agent.event;

import org.jspecify.annotations.NullMarked;
