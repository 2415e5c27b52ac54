package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.reconcile.TableListener;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.vrrp.election.Role;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the election and the rest of the agent: brings it what the document in force says, tells it whether the
 * addresses lead anywhere, and follows its roles with sync daemons and reports. One thread, which a turn of the table, a new
 * role or a second wakes. It shares no lock with the election's thread.
 *
 * <p>A document reaches the election after the pass that programmed its services, so that no address is claimed that leads
 * nowhere. Only the first of a run does so at once, to be heard early; by it nothing is claimed before that pass.
 */
public final class FailoverLoop implements TableListener {

    private static final Logger LOG = Logger.getLogger(FailoverLoop.class);
    private static final Duration PULSE = Duration.ofSeconds(1);
    /** What tracks the services, among the things that a virtual router tracks. */
    private static final String SERVICES = "services";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(5);

    private final Settings settings;
    private final Election election;
    private final SyncDaemons daemons;
    private final Audience audience;
    private final InstantSource clock;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition rung = lock.newCondition();
    private @Nullable AcceptedDocument newest;
    private @Nullable TableView view;
    private long viewedTick;
    private final CatchUp catchUp = new CatchUp(System.nanoTime());
    private boolean caughtUp;
    private boolean woken;
    private boolean stopped;

    private Failover failover = Failover.NONE;
    private long configured = SeatRules.NOTHING;
    private Map<String, Seat> seats = Map.of();
    private Map<String, String> refused = Map.of();
    private boolean takesPart;
    private volatile List<RouterState> states = List.of();
    private volatile long turnedTick = System.nanoTime();

    /**
     * What it must know of its node.
     *
     * @param patience for how long the table may stay unread before nothing is known of it
     * @param reserved addresses that are never held: those of the bus
     */
    public record Settings(Duration patience, Set<InetAddress> reserved) {

        public Settings {
            reserved = Set.copyOf(reserved);
        }
    }

    /** Whom it tells where the virtual routers are. */
    public interface Audience {

        /** Told after every turn, with the table that was seen last. */
        void standing(List<RouterState> routers, Optional<TableView> view);

        /** A virtual router of the document cannot be obeyed; told once for each document. */
        void refused(String router, String why);

        /** A turn ended in an exception nobody expected. */
        void broke();
    }

    FailoverLoop(
            Settings settings,
            Election election,
            SyncDaemons daemons,
            Audience audience,
            Optional<AcceptedDocument> remembered,
            InstantSource clock) {
        this.settings = settings;
        this.election = election;
        this.daemons = daemons;
        this.audience = audience;
        this.newest = remembered.orElse(null);
        this.clock = clock;
        this.thread = Thread.ofPlatform().name("failover").daemon(true).unstarted(this::run);
    }

    /** A loop for what is elected on the wire. */
    public static FailoverLoop of(
            Settings settings,
            VrrpElection election,
            SyncDaemons daemons,
            Audience audience,
            Optional<AcceptedDocument> remembered,
            InstantSource clock) {
        return new FailoverLoop(settings, election, daemons, audience, remembered, clock);
    }

    public void start() {
        thread.start();
    }

    /** A document was accepted; it is obeyed once its services are programmed. */
    public void document(AcceptedDocument document) {
        ring(() -> newest = document);
    }

    /** The bus has shown a document of this node, whatever becomes of it; nothing is claimed while it may have a newer one. */
    public void heard(long revision) {
        long tick = System.nanoTime();
        ring(() -> catchUp.heard(revision, tick));
    }

    @Override
    public void seen(TableView seen) {
        ring(() -> {
            view = seen;
            viewedTick = System.nanoTime();
        });
    }

    /** A virtual router has another role. */
    public void moved() {
        ring(() -> {});
    }

    /** When the newest turn ended; any thread may ask. */
    public long turnedTick() {
        return turnedTick;
    }

    /** Where the virtual routers were at the last turn; any thread may ask. */
    public List<RouterState> states() {
        return states;
    }

    /** Ends the thread, and then the election: who is Active leaves in good order. Waits a bounded time. */
    public void stop() {
        ring(() -> stopped = true);
        try {
            thread.join(STOP_PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        election.close();
    }

    private void ring(Runnable change) {
        lock.lock();
        try {
            change.run();
            woken = true;
            rung.signal();
        } finally {
            lock.unlock();
        }
    }

    private void run() {
        try {
            while (turn()) {
                // turn() waits
            }
        } catch (InterruptedException e) {
            LOG.info("The failover loop was interrupted and ends; the virtual routers go on as they were told");
        }
    }

    /** What there is to look at. */
    private record Sighting(
            Optional<AcceptedDocument> document, Optional<TableView> view, Duration age, boolean caughtUp) {}

    private boolean turn() throws InterruptedException {
        Sighting sighting;
        lock.lock();
        try {
            long left = (caughtUp ? PULSE : CatchUp.QUIET).toNanos();
            while (!woken && left > 0) {
                left = rung.awaitNanos(left);
            }
            woken = false;
            if (stopped) {
                return false;
            }
            long now = System.nanoTime();
            caughtUp = catchUp.isOver(configured, now);
            sighting = new Sighting(
                    Optional.ofNullable(newest),
                    Optional.ofNullable(view),
                    Duration.ofNanos(now - viewedTick),
                    caughtUp);
        } finally {
            lock.unlock();
        }
        try {
            answer(sighting);
        } catch (RuntimeException | Error e) {
            LOG.error("A turn of the failover loop broke off", e);
            audience.broke();
        }
        turnedTick = System.nanoTime();
        return true;
    }

    private void answer(Sighting sighting) {
        if (takesPart && !election.isRunning()) {
            configured = SeatRules.NOTHING; // it ended, and whoever takes its place knows nothing
        }
        sighting.document()
                .filter(it -> SeatRules.isDue(it.revision(), configured, sighting.view()))
                .ifPresent(this::obey);
        Map<String, RouterStatus> standing = standing();
        judge(sighting);
        follow(standing);
        states = SeatRules.states(seats, refused, standing, clock.instant());
        audience.standing(states, sighting.view());
    }

    private Map<String, RouterStatus> standing() {
        return election.statuses().stream().collect(Collectors.toMap(RouterStatus::name, Function.identity()));
    }

    private void obey(AcceptedDocument document) {
        DesiredState state = document.state();
        Map<String, RouterStatus> standing = standing();
        RouterCompiler.Compiled compiled =
                RouterCompiler.compile(state.failover().virtualRouters(), settings.reserved());
        if (!election.configure(compiled.settings())) {
            return; // the next turn tries again
        }
        takesPart = !compiled.settings().routers().isEmpty();
        refused = compiled.refused();
        refused.forEach(audience::refused);
        SeatRules.Seating seating = SeatRules.seat(state.failover().virtualRouters(), seats, standing);
        seating.leaving().forEach(election::switchOver);
        seats = seating.seats();
        failover = state.failover();
        configured = document.revision();
    }

    private void judge(Sighting sighting) {
        FitnessRules.Sight sight = new FitnessRules.Sight(
                sighting.view(), sighting.age(), settings.patience(), configured, sighting.caughtUp());
        long nowTick = System.nanoTime();
        seats = new LinkedHashMap<>(seats);
        seats.replaceAll((name, seat) -> {
            Fitness fitness = FitnessRules.of(seat.router(), sight);
            Seat found = seat.found(fitness, nowTick);
            boolean lasting = found.isImpairedFor(settings.patience(), nowTick);
            Claim claim = ClaimRules.of(seat.router(), fitness, found.everAble(), lasting);
            boolean news = !claim.equals(seat.told()) && !refused.containsKey(name);
            return news && tell(name, claim) ? found.with(claim) : found;
        });
    }

    private boolean tell(String router, Claim claim) {
        return election.able(router, claim.able()) && election.track(router, SERVICES, claim.services());
    }

    /** Daemons that run go on while nobody knows the roles: when nothing has been obeyed yet, or not been done yet. */
    private void follow(Map<String, RouterStatus> standing) {
        if (configured != SeatRules.NOTHING) {
            SeatRules.roles(seats, refused, standing)
                    .ifPresent(roles -> daemons.follow(
                            Optional.ofNullable(failover.connectionSync()),
                            roles.contains(Role.ACTIVE),
                            roles.stream().anyMatch(role -> role != Role.ACTIVE)));
        }
    }
}
