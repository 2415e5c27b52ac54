package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.AttributeReader;
import org.jspecify.annotations.Nullable;

/** The statistics of one entry as the kernel shows them: in a nest of 64-bit numbers, or in the older one. */
final class ShownTraffic {

    private static final int KINDS = IpvsConstants.STATS_ATTR_OUTBYTES;

    private final long[] values = new long[IpvsConstants.STATS_ATTR_OUTBPS + 1];
    private boolean wide;
    /** The older nest, which is read only where there is no other. */
    private @Nullable AttributeReader narrow;

    /** Takes the nest of 64-bit numbers, which counts whatever else is there. */
    void readWide(AttributeReader statistics) {
        wide = true;
        narrow = null;
        statistics.nested(this::read);
    }

    /** Takes the older nest, unless there is the other. */
    void readNarrow(AttributeReader statistics) {
        if (!wide) {
            narrow = statistics.inner();
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
        return switch (number.length()) {
            case Integer.BYTES -> Integer.toUnsignedLong(number.u32());
            case Long.BYTES -> number.u64();
            default -> {
                number.fail("statistic " + number.type() + " has " + number.length() + " bytes");
                yield 0;
            }
        };
    }

    private void settle() {
        AttributeReader older = narrow;
        if (older != null) {
            narrow = null;
            read(older);
            older.check();
        }
    }

    TrafficCounters counters() {
        settle();
        return new TrafficCounters(
                values[IpvsConstants.STATS_ATTR_CONNS],
                values[IpvsConstants.STATS_ATTR_INPKTS],
                values[IpvsConstants.STATS_ATTR_OUTPKTS],
                values[IpvsConstants.STATS_ATTR_INBYTES],
                values[IpvsConstants.STATS_ATTR_OUTBYTES]);
    }

    TrafficRates rates() {
        settle();
        return new TrafficRates(
                values[KINDS + IpvsConstants.STATS_ATTR_CONNS],
                values[KINDS + IpvsConstants.STATS_ATTR_INPKTS],
                values[KINDS + IpvsConstants.STATS_ATTR_OUTPKTS],
                values[KINDS + IpvsConstants.STATS_ATTR_INBYTES],
                values[KINDS + IpvsConstants.STATS_ATTR_OUTBYTES]);
    }
}
