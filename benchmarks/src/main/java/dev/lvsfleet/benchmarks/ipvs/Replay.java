package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/**
 * Requests as bytes, to be sent again without being planned, encoded or understood: the least that the kernel takes.
 *
 * @param datagrams each is answered to its end before the next one is sent
 */
record Replay(List<byte[]> datagrams) {

    private static final int LENGTH = 0;
    private static final int TYPE = 4;
    private static final int FLAGS = 6;

    void run(NetlinkTransport kernel) {
        for (byte[] datagram : datagrams) {
            kernel.send(datagram);
            if ((firstFlags(datagram) & NetlinkConstants.NLM_F_DUMP) == NetlinkConstants.NLM_F_DUMP) {
                awaitEndOfDump(kernel);
            } else {
                awaitAcknowledgements(kernel, acknowledged(datagram));
            }
        }
    }

    private static void awaitAcknowledgements(NetlinkTransport kernel, int missing) {
        for (int left = missing; left > 0; ) {
            left -= count(kernel.receive(), NetlinkConstants.NLMSG_ERROR);
        }
    }

    private static void awaitEndOfDump(NetlinkTransport kernel) {
        while (count(kernel.receive(), NetlinkConstants.NLMSG_DONE) == 0) {
            // goes on
        }
    }

    private static int firstFlags(byte[] datagram) {
        return ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder()).getShort(FLAGS);
    }

    private static int acknowledged(byte[] datagram) {
        return (int) NetlinkMessage.parse(datagram).stream()
                .filter(message -> (message.flags() & NetlinkConstants.NLM_F_ACK) != 0)
                .count();
    }

    /** Messages of a type, found by their headers alone. */
    private static int count(byte[] datagram, int type) {
        ByteBuffer bytes = ByteBuffer.wrap(datagram).order(ByteOrder.nativeOrder());
        int found = 0;
        for (int at = 0; at + NetlinkMessage.HEADER <= datagram.length; ) {
            found += bytes.getShort(at + TYPE) == type ? 1 : 0;
            at += Math.max(NetlinkMessage.HEADER, bytes.getInt(at + LENGTH) + 3 & ~3);
        }
        return found;
    }
}
