package dev.lvsfleet.linux.clock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real kernel says how right its clock is. */
@Tag("kernel")
class ClockClientIT {

    @Test
    void theKernelSaysWhetherItsClockIsKeptRightAndHowRightItIs() {
        ClockReading reading = new ClockClient().read();

        // NTP_PHASE_LIMIT of include/linux/timex.h: 16 s, the most it ever says; also the least when nobody keeps it
        // right.
        assertThat(reading.greatestError()).isBetween(Duration.ZERO, Duration.ofSeconds(16));
        assertThat(reading.estimatedError()).isBetween(Duration.ZERO, Duration.ofSeconds(16));
    }
}
