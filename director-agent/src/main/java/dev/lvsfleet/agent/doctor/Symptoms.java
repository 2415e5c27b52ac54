package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.linux.clock.ClockReading;

/**
 * All that was seen of a node in one examination.
 *
 * @param wire what was heard; of a node without a document nothing was asked
 */
public record Symptoms(
        Seen<ClockReading> clock, Seen<Security> security, Seen<Host> host, Seen<Ruleset> firewall, Seen<Wire> wire) {}
