package dev.lvsfleet.controlplane.event;

import java.time.Instant;
import java.util.Locale;

/**
 * An event in an answer.
 *
 * @param at by the clock of the node it happened on
 */
public record EventView(
        long id, String site, String node, Instant at, String kind, String severity, String subject, String message) {

    /** The constant's word on the wire. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
