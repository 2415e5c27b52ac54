package dev.lvsfleet.vrrp.packet;

/** What a checksum over IPv4 covers; over IPv6 the pseudo-header is always part of it. */
public enum ChecksumForm {
    /** The message alone: version 2 (RFC 3768, section 5.3.8), version 3 as RFC 9568, section 5.2.8 says. */
    MESSAGE,

    /** The pseudo-header too: version 3 as RFC 5798, section 5.2.8 was read; keepalived sends it and takes no other. */
    PSEUDO_HEADER
}
