/** Prepares the node for its role, modules, settings, devices, addresses, route, and puts back what was there before. */
@NullMarked
package dev.lvsfleet.agent.baseline;

import org.jspecify.annotations.NullMarked;
