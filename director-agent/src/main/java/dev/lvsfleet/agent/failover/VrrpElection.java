package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.vrrp.LoopStatus;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.agent.vrrp.VrrpShell;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.vrrp.election.Track;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The election on the wire. Its thread starts with the first document that has virtual routers: a node without any opens no raw
 * sockets and locks no memory. One that cannot start is tried again, and told once.
 *
 * <p>One thread configures and tells; any may ask.
 */
public final class VrrpElection implements Election {

    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Supplier<VrrpShell> make;
    private final Consumer<Notice> events;
    private volatile @Nullable VrrpShell shell;
    private long failedTick;
    private String failure = "";

    /** @param make a new one, not started */
    public VrrpElection(Supplier<VrrpShell> make, Consumer<Notice> events) {
        this.make = make;
        this.events = events;
    }

    @Override
    public boolean configure(VrrpSettings settings) {
        VrrpShell running = isRunning() ? shell : null;
        if (running == null && settings.routers().isEmpty()) {
            return true;
        }
        if (running == null) {
            running = started();
        }
        return running != null && running.configure(settings);
    }

    private @Nullable VrrpShell started() {
        boolean tooSoon = !failure.isEmpty() && System.nanoTime() - failedTick < PAUSE.toNanos();
        if (tooSoon) {
            return null;
        }
        VrrpShell made = make.get();
        try {
            made.start();
            failure = "";
            shell = made;
            return made;
        } catch (IllegalStateException e) {
            made.stop();
            failed(String.valueOf(e.getMessage()));
            return null;
        }
    }

    private void failed(String why) {
        failedTick = System.nanoTime();
        if (!why.equals(failure)) {
            events.accept(
                    new Notice(Kind.ROUTER_FAULT, Severity.ERROR, "virtual routers", "They do not take part: " + why));
        }
        failure = why;
    }

    @Override
    public boolean able(String router, boolean able) {
        VrrpShell running = shell;
        return running != null && running.able(router, able);
    }

    @Override
    public boolean track(String router, String thing, Track track) {
        VrrpShell running = shell;
        return running != null && running.track(router, thing, track);
    }

    @Override
    public boolean switchOver(String router) {
        VrrpShell running = shell;
        return running != null && running.switchOver(router);
    }

    @Override
    public List<RouterStatus> statuses() {
        VrrpShell running = shell;
        return running == null || !isRunning() ? List.of() : running.statuses();
    }

    @Override
    public boolean isRunning() {
        VrrpShell running = shell;
        return running != null && running.isRunning();
    }

    /** How the thread does; empty while there is none. */
    public Optional<LoopStatus> loop() {
        return Optional.ofNullable(shell).flatMap(VrrpShell::status);
    }

    /** Notices of the thread that nobody could be told; none while there is no thread. */
    public long untold() {
        VrrpShell running = shell;
        return running == null ? 0 : running.untold();
    }

    @Override
    public void close() {
        VrrpShell running = shell;
        if (running != null) {
            running.stop();
        }
    }
}
