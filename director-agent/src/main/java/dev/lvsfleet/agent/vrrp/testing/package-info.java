/** The virtual routers as a process of their own, without the agent: for tests and benchmarks, which kill and freeze it. */
@NullMarked
package dev.lvsfleet.agent.vrrp.testing;

import org.jspecify.annotations.NullMarked;
