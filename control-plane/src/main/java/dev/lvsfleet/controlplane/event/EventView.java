package dev.lvsfleet.controlplane.event;

import java.time.Instant;

/**
 * An event in an answer.
 *
 * @param at by the clock of the node it happened on
 */
public record EventView(
        long id, String site, String node, Instant at, String kind, String severity, String subject, String message) {}
