/** Tells the control plane what the newest pass did. */
@NullMarked
package dev.lvsfleet.agent.report;

import org.jspecify.annotations.NullMarked;
