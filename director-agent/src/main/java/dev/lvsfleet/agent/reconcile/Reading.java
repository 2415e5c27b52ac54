package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.IpvsStatistics;

/**
 * What one look at the kernel saw: what is there, and what it carries.
 *
 * @param wide whether all of it is counted in 64 bits
 */
public record Reading(Observation observation, IpvsStatistics carried, boolean wide) {}
