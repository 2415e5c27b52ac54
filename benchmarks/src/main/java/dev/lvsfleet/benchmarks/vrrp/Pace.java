package dev.lvsfleet.benchmarks.vrrp;

import java.time.Duration;

/** How often the Active advertises. */
enum Pace {
    SECOND(100),
    TENTH(10),
    HUNDREDTH(1);

    final int centiseconds;

    Pace(int centiseconds) {
        this.centiseconds = centiseconds;
    }

    Duration interval() {
        return Duration.ofMillis(centiseconds * 10L);
    }
}
