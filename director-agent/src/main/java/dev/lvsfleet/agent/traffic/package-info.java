/** What the kernel carries of each virtual service and real server, as counters that only grow, for Prometheus. */
@NullMarked
package dev.lvsfleet.agent.traffic;

import org.jspecify.annotations.NullMarked;
