package dev.lvsfleet.agent.failover;

import dev.lvsfleet.vrrp.election.Track;

/**
 * What a virtual router is told of this node's fitness.
 *
 * @param able whether the addresses may be claimed and held
 * @param services what the state of the services does to the priority
 */
public record Claim(boolean able, Track services) {}
