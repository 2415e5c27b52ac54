package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * By how much each advertisement came later after its router's last one than it should; out of a capture. Pure.
 *
 * <p>A router that says nothing for twenty intervals has lost its role meanwhile, and is not late.
 */
final class AdvertTimes {

    /** Microseconds, in the order of the bytes of who wrote it; libpcap's documentation of its file format. */
    private static final int MAGIC = 0xa1b2c3d4;

    private static final int FILE_HEADER = 24;
    private static final int RECORD_HEADER = 16;
    private static final int ETHERNET = 14;
    private static final int LEAVING = 0;
    private static final int INTERRUPTED = 20;
    private static final int IDS = 256;
    private static final int SOURCES = 256;

    private final long interval;
    private final long[] lastAt = new long[IDS * SOURCES];
    private long[] late = new long[1024];
    private int count;

    private AdvertTimes(long interval) {
        this.interval = interval;
        Arrays.fill(lastAt, Long.MIN_VALUE);
    }

    /** Reads a capture of one link.
     *
     * @param interval from one advertisement to the next, in nanoseconds
     * @throws IOException when it is no capture; one that breaks off is read as far as it goes */
    static Percentiles late(byte[] capture, long interval) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(capture).order(ByteOrder.nativeOrder());
        if (capture.length < FILE_HEADER || bytes.getInt(0) != MAGIC) {
            throw new IOException("not a capture");
        }
        AdvertTimes times = new AdvertTimes(interval);
        int at = FILE_HEADER;
        while (at + RECORD_HEADER <= capture.length) {
            long nanos = bytes.getInt(at) * 1_000_000_000L + bytes.getInt(at + 4) * 1_000L;
            int length = bytes.getInt(at + 8);
            at += RECORD_HEADER;
            if (length < 0 || at + length > capture.length) {
                break;
            }
            times.frame(capture, at, length, nanos);
            at += length;
        }
        return Percentiles.of(Arrays.copyOf(times.late, times.count));
    }

    private void frame(byte[] capture, int at, int length, long nanos) {
        int packet = at + ETHERNET;
        int message = length <= ETHERNET ? at + length : packet + (capture[packet] & 0x0f) * 4;
        if (message + 3 > at + length || capture[message + 2] == LEAVING) {
            return;
        }
        int source = capture[packet + 15] & 0xff; // the last byte of the address
        int key = source * IDS + (capture[message + 1] & 0xff);
        if (lastAt[key] != Long.MIN_VALUE) {
            long passed = nanos - lastAt[key];
            if (passed <= INTERRUPTED * interval) {
                add(Math.max(0, passed - interval));
            }
        }
        lastAt[key] = nanos;
    }

    private void add(long nanos) {
        if (count == late.length) {
            late = Arrays.copyOf(late, 2 * count);
        }
        late[count++] = nanos;
    }
}
