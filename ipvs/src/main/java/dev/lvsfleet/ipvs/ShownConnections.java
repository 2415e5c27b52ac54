package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;

/** What the attributes of one destination say apart from its settings. */
final class ShownConnections {

    private final ShownTraffic traffic = new ShownTraffic();
    private long active;
    private long inactive;
    private long persistent;

    void read(AttributeReader attributes) {
        while (attributes.next()) {
            take(attributes);
        }
    }

    /** Takes the current attribute, if it is one of these. */
    void take(AttributeReader attributes) {
        switch (attributes.type()) {
            case IpvsConstants.DEST_ATTR_ACTIVE_CONNS -> active = Integer.toUnsignedLong(attributes.u32());
            case IpvsConstants.DEST_ATTR_INACT_CONNS -> inactive = Integer.toUnsignedLong(attributes.u32());
            case IpvsConstants.DEST_ATTR_PERSIST_CONNS -> persistent = Integer.toUnsignedLong(attributes.u32());
            case IpvsConstants.DEST_ATTR_STATS -> traffic.readNarrow(attributes);
            case IpvsConstants.DEST_ATTR_STATS64 -> traffic.readWide(attributes);
            default -> {}
        }
    }

    DestinationStatistics statistics() {
        return new DestinationStatistics(traffic.counters(), traffic.rates(), active, inactive, persistent);
    }
}
