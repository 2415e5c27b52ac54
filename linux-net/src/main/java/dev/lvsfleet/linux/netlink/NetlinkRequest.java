package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A question or order for the kernel, before the connection gives it a sequence number.
 *
 * @param operation what it asks, for error messages: {@code add TCP 192.0.2.1:80}
 * @param type the message type of its family
 * @param flags {@code NLM_F_*} beyond REQUEST, ACK and DUMP, which the connection sets
 * @param payload the family's header and the attributes, from 0 to its limit
 */
public record NetlinkRequest(String operation, int type, int flags, ByteBuffer payload) {}
