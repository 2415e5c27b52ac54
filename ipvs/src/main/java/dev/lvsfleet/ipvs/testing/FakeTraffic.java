package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.netlink.AttributeWriter;

/**
 * What a service or destination of the fake kernel has carried.
 *
 * @param connections scheduled, as are the packets and bytes each way
 * @param active connections now, as are the inactive and the persistent ones
 */
public record FakeTraffic(
        long connections,
        long incomingPackets,
        long outgoingPackets,
        long incomingBytes,
        long outgoingBytes,
        int active,
        int inactive,
        int persistent) {

    public static final FakeTraffic NONE = new FakeTraffic(0, 0, 0, 0, 0, 0, 0, 0);

    FakeTraffic and(FakeTraffic more) {
        return new FakeTraffic(
                connections + more.connections,
                incomingPackets + more.incomingPackets,
                outgoingPackets + more.outgoingPackets,
                incomingBytes + more.incomingBytes,
                outgoingBytes + more.outgoingBytes,
                active + more.active,
                inactive + more.inactive,
                persistent + more.persistent);
    }

    FakeTraffic withoutCounters() {
        return new FakeTraffic(0, 0, 0, 0, 0, active, inactive, persistent);
    }

    void writeConnections(AttributeWriter nest) {
        nest.u32(IpvsConstants.DEST_ATTR_ACTIVE_CONNS, active)
                .u32(IpvsConstants.DEST_ATTR_INACT_CONNS, inactive)
                .u32(IpvsConstants.DEST_ATTR_PERSIST_CONNS, persistent);
    }

    /** The old nest: only bytes have 64 bits; rates are 0, and padding stands between as in the kernel's. */
    void writeNarrow(AttributeWriter stats) {
        stats.u32(IpvsConstants.STATS_ATTR_CONNS, (int) connections)
                .u32(IpvsConstants.STATS_ATTR_INPKTS, (int) incomingPackets)
                .u32(IpvsConstants.STATS_ATTR_OUTPKTS, (int) outgoingPackets)
                .bytes(IpvsConstants.STATS_ATTR_PAD, new byte[0])
                .u64(IpvsConstants.STATS_ATTR_INBYTES, incomingBytes)
                .u64(IpvsConstants.STATS_ATTR_OUTBYTES, outgoingBytes);
        for (int rate = IpvsConstants.STATS_ATTR_CPS; rate <= IpvsConstants.STATS_ATTR_OUTBPS; rate++) {
            stats.u32(rate, 0);
        }
    }

    /** The nest since Linux 4.1. */
    void writeWide(AttributeWriter stats) {
        stats.bytes(IpvsConstants.STATS_ATTR_PAD, new byte[0])
                .u64(IpvsConstants.STATS_ATTR_CONNS, connections)
                .u64(IpvsConstants.STATS_ATTR_INPKTS, incomingPackets)
                .u64(IpvsConstants.STATS_ATTR_OUTPKTS, outgoingPackets)
                .u64(IpvsConstants.STATS_ATTR_INBYTES, incomingBytes)
                .u64(IpvsConstants.STATS_ATTR_OUTBYTES, outgoingBytes);
        for (int rate = IpvsConstants.STATS_ATTR_CPS; rate <= IpvsConstants.STATS_ATTR_OUTBPS; rate++) {
            stats.u64(rate, 0);
        }
    }
}
