package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.Authentication;

/** The version a virtual router speaks; it decides how long the skew is and whether intervals are learned. */
public sealed interface Protocol {

    /** RFC 3768: whole seconds, the same on every router. */
    record V2(Authentication authentication) implements Protocol {}

    /** RFC 9568: hundredths of a second; a Backup follows the Active's. */
    record V3() implements Protocol {}
}
