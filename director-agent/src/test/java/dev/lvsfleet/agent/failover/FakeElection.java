package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.RouterSettings;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.Track;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An election in which everybody has the role that a test says, and that remembers what it was told. Thread-safe. */
final class FakeElection implements Election {

    private final List<String> told = new ArrayList<>();
    private List<String> routers = List.of();
    private Role role = Role.BACKUP;
    private List<String> coming = List.of();
    private boolean late;
    private boolean full;
    private boolean ended;

    synchronized void role(Role newest) {
        role = newest;
    }

    /** From now on nothing is taken. */
    synchronized void full(boolean isFull) {
        full = isFull;
    }

    /** From now on what is configured comes later, as it does from another thread. */
    synchronized void late() {
        late = true;
    }

    /** What was configured last is there. */
    synchronized void arrive() {
        routers = coming;
    }

    synchronized List<String> told() {
        return List.copyOf(told);
    }

    private boolean take(String what) {
        if (!full) {
            told.add(what);
        }
        return !full;
    }

    @Override
    public synchronized boolean configure(VrrpSettings settings) {
        List<String> names =
                settings.routers().stream().map(RouterSettings::name).toList();
        if (take("configure " + names)) {
            coming = names;
            routers = late ? routers : names;
            ended = false;
        }
        return !full;
    }

    @Override
    public synchronized boolean able(String router, boolean able) {
        return take("able " + router + " " + able);
    }

    @Override
    public synchronized boolean track(String router, String thing, Track track) {
        return take("track " + router + " " + thing + " " + track);
    }

    @Override
    public synchronized boolean switchOver(String router) {
        return take("switch-over " + router);
    }

    @Override
    public synchronized boolean isRunning() {
        return !ended;
    }

    /** Its thread is gone, and with it all it was told. */
    synchronized void end() {
        ended = true;
        routers = List.of();
    }

    @Override
    public synchronized List<RouterStatus> statuses() {
        return routers.stream().map(this::status).toList();
    }

    private RouterStatus status(String name) {
        return new RouterStatus(
                name,
                role,
                100,
                Instant.EPOCH,
                Optional.empty(),
                0,
                0,
                0,
                0,
                Map.of(),
                Map.of(),
                0,
                0,
                Optional.empty(),
                "");
    }

    @Override
    public synchronized void close() {
        told.add("close");
    }
}
