package dev.lvsfleet.linux.clock;

import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;

/**
 * Asks the kernel about its clock and changes nothing. Stateless and thread-safe.
 *
 * <p>Source: {@code struct timex} of {@code include/uapi/linux/timex.h}, as 64-bit machines lay it out.
 */
public final class ClockClient {

    private static final int TIMEX = 208;
    private static final int MAXERROR = 24;
    private static final int ESTERROR = 32;
    private static final int STATUS = 40;
    private static final int STA_UNSYNC = 0x0040;

    private final LinuxLibrary library;

    /** A client of the C library.
     *
     * @throws IllegalStateException as {@link LinuxLibrary#load} */
    public ClockClient() {
        this(LinuxLibrary.load());
    }

    ClockClient(LinuxLibrary library) {
        this.library = library;
    }

    /** What the kernel says now.
     *
     * @throws dev.lvsfleet.linux.sys.SystemCallException when it refuses */
    public ClockReading read() {
        try (NativeBuffer timex = new NativeBuffer(TIMEX)) {
            library.adjustClock(timex); // modes 0: only asks
            ByteBuffer answer = ByteBuffer.wrap(timex.copy(TIMEX)).order(ByteOrder.nativeOrder());
            return new ClockReading(
                    (answer.getInt(STATUS) & STA_UNSYNC) == 0,
                    microseconds(answer.getLong(ESTERROR)),
                    microseconds(answer.getLong(MAXERROR)));
        }
    }

    private static Duration microseconds(long count) {
        return Duration.ofNanos(Math.multiplyExact(count, 1000L));
    }
}
