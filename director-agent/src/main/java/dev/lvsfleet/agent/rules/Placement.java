package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredRealServer;

/**
 * A real server, what it may do, and the weight that the kernel gets.
 *
 * @param weight 0 when it is not in the table
 */
public record Placement(DesiredRealServer server, Standing standing, int weight) {}
