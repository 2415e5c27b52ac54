package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A window in which 255 virtual routers are disturbed: full collections on both hosts throughout, where there is a heap, and
 * one endless loop for each processor in the second and third quarter.
 */
final class Disturbance {

    /** So that a full collection has as much to look at as an agent's. */
    private static final String BALLAST = "ballast 24";

    private static final int STEPS = 20;

    /**
     * What was seen.
     *
     * @param takeovers of routers whose Active lived
     * @param lapses addresses that an Active was without for a while, and nobody else had
     * @param late by how much advertisements were
     * @param resident the Active's memory, in kilobytes
     * @param collections full ones of both
     */
    record Seen(long takeovers, long lapses, Percentiles late, long resident, long collections, Duration started) {}

    private Disturbance() {}

    static Seen of(Contestant contestant, Election election, Duration window, Path directory)
            throws IOException, InterruptedException {
        try (Pair pair = Pair.begin(contestant, election, directory)) {
            List<Seat> seats = List.of(pair.active, pair.backup);
            if (contestant.isOurs()) {
                tell(seats, BALLAST);
            }
            pair.active.run(Duration.ofSeconds(1));
            try (Capture capture = Capture.of(pair.backup, directory, window.multipliedBy(2))) {
                long takeovers = pair.roles.locked(Roles::takeovers);
                long lapses = pair.roles.locked(Roles::lapses);
                long resident = window(contestant, window, seats);
                Percentiles late = capture.late(election.pace().interval().toNanos());
                return new Seen(
                        pair.roles.locked(Roles::takeovers) - takeovers,
                        pair.roles.locked(Roles::lapses) - lapses,
                        late,
                        resident,
                        pair.active.said("collected") + pair.backup.said("collected"),
                        pair.started);
            }
        }
    }

    private static long window(Contestant contestant, Duration window, List<Seat> seats)
            throws IOException, InterruptedException {
        Duration step = window.dividedBy(STEPS);
        Hog hog = null;
        try {
            for (int i = 0; i < STEPS; i++) {
                if (i == STEPS / 4) {
                    hog = new Hog(window);
                } else if (i == STEPS * 3 / 4 && hog != null) {
                    hog.close();
                }
                if (contestant.isOurs() && i % 2 == 1) {
                    tell(seats, "collect");
                }
                seats.getFirst().run(step);
            }
            return ProcessFiles.residentKilobytes(seats.getFirst().pids());
        } finally {
            if (hog != null) {
                hog.close();
            }
        }
    }

    private static void tell(List<Seat> seats, String line) throws IOException {
        for (Seat seat : seats) {
            seat.tell(line);
        }
    }
}
