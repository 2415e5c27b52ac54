package dev.lvsfleet.benchmarks.vrrp;

import java.time.Duration;
import java.util.List;

/** How often the Active advertises. */
enum Pace {
    SECOND(100),
    TENTH(10),
    FIFTIETH(2),
    HUNDREDTH(1);

    /** Those that takeovers are measured at. */
    static final List<Pace> OF_TAKEOVERS = List.of(SECOND, TENTH, HUNDREDTH);

    /** Those that many virtual routers are measured at. */
    static final List<Pace> OF_MANY = List.of(SECOND, TENTH, FIFTIETH);

    final int centiseconds;

    Pace(int centiseconds) {
        this.centiseconds = centiseconds;
    }

    Duration interval() {
        return Duration.ofMillis(centiseconds * 10L);
    }

    String title() {
        return interval().toMillis() + " ms";
    }
}
