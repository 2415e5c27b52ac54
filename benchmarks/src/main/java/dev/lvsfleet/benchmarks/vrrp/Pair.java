package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Two hosts with 255 virtual routers each: the first is Active for all of them, the other one Backup. */
final class Pair implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What a JVM has compiled little of yet, and a burst of announcements, are over. */
    private static final Duration SETTLING = Duration.ofSeconds(3);

    final Seat active;
    final Seat backup;
    final RolesWatch roles;
    final Duration started;
    private final Hosts hosts;

    private Pair(Hosts hosts, Seat active, Seat backup, RolesWatch roles, Duration started) {
        this.hosts = hosts;
        this.active = active;
        this.backup = backup;
        this.roles = roles;
        this.started = started;
    }

    /** Starts them one after the other, and lets them settle.
     *
     * @throws IOException when they do not: the first one does not hold all addresses, or the other one follows nobody */
    static Pair begin(Contestant contestant, Election election, Path directory)
            throws IOException, InterruptedException {
        Hosts hosts = Hosts.cabled();
        Seat active = new Seat(hosts.one(), directory, 130);
        Seat backup = new Seat(hosts.other(), directory, 131);
        RolesWatch roles = new RolesWatch(election, List.of(active, backup));
        try {
            Duration started = active.start(contestant, election);
            int all = election.routers().size();
            if (!ProcessControl.await(LIMIT, () -> roles.locked(it -> it.held(0)) == all)) {
                throw new IOException(
                        contestant.title() + " holds only " + roles.locked(it -> it.held(0)) + " addresses of " + all);
            }
            backup.start(contestant, election);
            active.run(SETTLING.plus(election.pace().interval().multipliedBy(4)));
            return new Pair(hosts, active, backup, roles, started);
        } catch (IOException | RuntimeException failure) {
            end(hosts, active, backup, roles);
            throw failure;
        }
    }

    @Override
    public void close() {
        end(hosts, active, backup, roles);
    }

    private static void end(Hosts hosts, Seat active, Seat backup, RolesWatch roles) {
        roles.close();
        active.close();
        backup.close();
        hosts.client().close();
    }
}
