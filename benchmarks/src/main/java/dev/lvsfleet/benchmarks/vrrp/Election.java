package dev.lvsfleet.benchmarks.vrrp;

import java.util.List;
import java.util.stream.IntStream;

/** What a pair of hosts elects about. */
record Election(Pace pace, List<Router> routers) {

    /** As many as one interface can have of a family. */
    static final int MOST = 255;

    /** A virtual router, and the one address it holds. */
    record Router(int id, String address) {}

    static Election ofOne(Pace pace) {
        return new Election(pace, List.of(new Router(51, "192.0.2.161")));
    }

    static Election ofMany(Pace pace) {
        return new Election(
                pace,
                IntStream.rangeClosed(1, MOST)
                        .mapToObj(id -> new Router(id, "198.51.100." + id))
                        .toList());
    }
}
