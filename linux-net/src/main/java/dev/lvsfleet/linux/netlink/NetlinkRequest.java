package dev.lvsfleet.linux.netlink;

import java.nio.ByteBuffer;

/**
 * A question or order for the kernel, before the connection gives it a sequence number.
 *
 * @param operation what it asks, for error messages: {@code add TCP 192.0.2.1:80}
 * @param type the message type of its family
 * @param flags {@code NLM_F_*} beyond REQUEST, ACK and DUMP, which the connection sets
 */
public record NetlinkRequest(String operation, int type, int flags, ByteBuffer payload) {

    NetlinkMessage numbered(int sequence, int moreFlags) {
        int all = flags | moreFlags | NetlinkConstants.NLM_F_REQUEST;
        return new NetlinkMessage(type, all, sequence, 0, payload);
    }
}
