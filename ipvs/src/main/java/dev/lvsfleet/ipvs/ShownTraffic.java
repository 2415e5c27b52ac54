package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The statistics of one entry as the kernel shows them: in a nest of 64-bit numbers, or in the older one. */
final class ShownTraffic {

    private static final int KINDS = IpvsConstants.STATS_ATTR_OUTBYTES;

    private final long[] values = new long[IpvsConstants.STATS_ATTR_OUTBPS + 1];
    private boolean wide;

    /** Takes the nest of 64-bit numbers, which counts whatever else is there. */
    void readWide(AttributeReader statistics) {
        wide = true;
        statistics.nested(this::read);
    }

    /** Takes the older nest, unless there is the other. */
    void readNarrow(AttributeReader statistics) {
        if (!wide) {
            statistics.nested(this::read);
        }
    }

    boolean isWide() {
        return wide;
    }

    private void read(AttributeReader numbers) {
        while (numbers.next()) {
            if (numbers.type() >= IpvsConstants.STATS_ATTR_CONNS && numbers.type() <= IpvsConstants.STATS_ATTR_OUTBPS) {
                values[numbers.type()] = number(numbers);
            }
        }
    }

    /** In the older nest, too, bytes have 64 bits. */
    private static long number(AttributeReader number) {
        ByteBuffer bytes = ByteBuffer.wrap(number.bytes()).order(ByteOrder.nativeOrder());
        return switch (bytes.limit()) {
            case Integer.BYTES -> Integer.toUnsignedLong(bytes.getInt());
            case Long.BYTES -> bytes.getLong();
            default -> {
                number.fail("statistic " + number.type() + " has " + bytes.limit() + " bytes");
                yield 0;
            }
        };
    }

    TrafficCounters counters() {
        return new TrafficCounters(
                values[IpvsConstants.STATS_ATTR_CONNS],
                values[IpvsConstants.STATS_ATTR_INPKTS],
                values[IpvsConstants.STATS_ATTR_OUTPKTS],
                values[IpvsConstants.STATS_ATTR_INBYTES],
                values[IpvsConstants.STATS_ATTR_OUTBYTES]);
    }

    TrafficRates rates() {
        return new TrafficRates(
                values[KINDS + IpvsConstants.STATS_ATTR_CONNS],
                values[KINDS + IpvsConstants.STATS_ATTR_INPKTS],
                values[KINDS + IpvsConstants.STATS_ATTR_OUTPKTS],
                values[KINDS + IpvsConstants.STATS_ATTR_INBYTES],
                values[KINDS + IpvsConstants.STATS_ATTR_OUTBYTES]);
    }
}
