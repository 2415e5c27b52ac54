package dev.lvsfleet.vrrp.packet;

/** What is odd about a packet that counts. */
public enum Remark {
    /**
     * The addresses are not the configured ones. It counts all the same: were it discarded, every change of addresses on a
     * running pair would make two Actives.
     */
    OTHER_ADDRESSES,
    /** Version 3 with another interval than configured; it is learned (RFC 9568, section 6.1). */
    OTHER_INTERVAL,
    /** IPv4, version 3, summed over the message alone, as RFC 9568 has it and keepalived does not take it. */
    MESSAGE_CHECKSUM
}
