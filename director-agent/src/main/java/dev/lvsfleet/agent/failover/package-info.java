/** Joins the election of virtual routers to the rest of the agent: who may claim, what follows from a role, who is told. */
@NullMarked
package dev.lvsfleet.agent.failover;

import org.jspecify.annotations.NullMarked;
