/** Tells the control plane what the kernel holds of each virtual service: changes at once, counts now and then. */
@NullMarked
package dev.lvsfleet.agent.servicestate;

import org.jspecify.annotations.NullMarked;
