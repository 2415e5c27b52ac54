package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.vrrp.election.Conditions;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import dev.lvsfleet.vrrp.steady.SteadyBeat;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One virtual router: its state, its ways to the world, and what is known of it. Of one thread, but for {@link #status}. */
final class VirtualRouter {

    /** A rival that speaks again after so long is another story. */
    private static final long RIVAL_FORGOTTEN_NANOS = 30_000_000_000L;

    final Alarm timer;
    final Alarm recovery;
    final Counters counters = new Counters();
    final Probation probation = new Probation();
    private final Gate gate;
    private final PeerBook peers;
    private RouterSettings settings;
    private Hearing hearing;
    private @Nullable Advertiser advertiser;
    private @Nullable Unit unit;
    private final SteadyBeat beat;
    private @Nullable Conditions published;
    private volatile Standing standing;
    private boolean heardOfActive;
    private long lastWordAt;
    private @Nullable Long silentSince;
    private boolean isNoticed;
    private @Nullable Long rivalledAt;

    /** @param timer what to do when its timer runs out
     * @param recovery what to do some time after a failure of the node
     * @param peers what they say otherwise than is told here */
    VirtualRouter(
            RouterSettings settings,
            Gate gate,
            Instant now,
            Consumer<VirtualRouter> timer,
            Consumer<VirtualRouter> recovery,
            PeerBook peers) {
        this.settings = settings;
        this.gate = gate;
        this.peers = peers;
        this.beat = new SteadyBeat(settings.election());
        this.timer = new Alarm(() -> timer.accept(this));
        this.recovery = new Alarm(() -> recovery.accept(this));
        this.hearing = new Hearing(settings, counters, peers);
        this.standing = new Standing(
                Role.INITIALIZE, settings.election().priority().value(), now, Optional.empty(), Optional.empty(), "");
    }

    /** Those that are decided about together with it. */
    Unit unit() {
        return Objects.requireNonNull(unit, "the router joined no unit");
    }

    void joins(Unit newUnit) {
        unit = newUnit;
    }

    RouterSettings settings() {
        return settings;
    }

    Gate gate() {
        return gate;
    }

    State state() {
        return beat.state();
    }

    /** What it does over and over, without the machine. */
    SteadyBeat beat() {
        return beat;
    }

    /** From now on it is told otherwise; of the same source, family and id. */
    void become(RouterSettings newSettings) {
        settings = newSettings;
        peers.forgetAll();
        hearing = new Hearing(newSettings, counters, peers);
        published = null;
        Port port = gate.port();
        fallSilent();
        if (port != null) {
            speakBy(port);
        }
    }

    void speakBy(Port port) {
        advertiser = new Advertiser(settings, port);
    }

    /** Whether nothing leads out of here for it. */
    boolean isMute() {
        return advertiser == null;
    }

    void fallSilent() {
        if (advertiser != null) {
            advertiser.close();
            advertiser = null;
        }
    }

    /** What the machine is to be told of it, if anything. */
    Input.@Nullable Heard hear(ReceivedPacket packet, long now) {
        Input.Heard heard = hearing.hear(packet, now);
        if (heard != null) {
            heardOfActive = true;
            lastWordAt = now;
        }
        return heard;
    }

    /** Of peers that differed and say nothing any more. */
    void forgetSilentPeers(long now) {
        peers.forgetSilent(now);
    }

    /**
     * Another Active has spoken, and this one stays it. Whether that is news: the first word since long, heard by one that has
     * been Active for longer than it takes the former one to hear of it and say its last word.
     */
    boolean isNewlyRivalled(State.Active active, Tick now) {
        boolean settled =
                now.since(active.since()).compareTo(TimingRules.patience(settings.election(), active.advertised())) > 0;
        boolean first = rivalledAt == null || now.nanos() - rivalledAt > RIVAL_FORGOTTEN_NANOS;
        if (settled) {
            rivalledAt = now.nanos();
        }
        return settled && first;
    }

    /** Sends, and keeps in mind since when that has not worked; who leaves is silent anyway from then on.
     *
     * @return whether the kernel took it */
    boolean send(VrrpPacket packet, long now) {
        boolean sent = advertiser != null && advertiser.send(packet);
        counters.add(sent ? Counters.Count.SENT : Counters.Count.NOT_SENT);
        if (sent) {
            silentSince = null;
            isNoticed = true;
        } else if (silentSince == null && !packet.priority().isLeaving()) {
            silentSince = now;
        }
        return sent;
    }

    /** Somebody may know of its role: it said or announced something in it. */
    boolean isNoticed() {
        return isNoticed;
    }

    void announced() {
        isNoticed = true;
    }

    /** Whether it is on its way into the role: what belongs to it is being done. */
    boolean isClaiming() {
        return beat.role() == Role.ACTIVE && standing.role() != Role.ACTIVE;
    }

    /** For how long nothing could be sent; zero when the last one was. */
    Duration silence(long now) {
        return silentSince == null ? Duration.ZERO : Duration.ofNanos(now - silentSince);
    }

    /** Why nothing can be sent. */
    Errno refusal() {
        return advertiser == null ? Errno.ENODEV : advertiser.refusal();
    }

    void forgetSilence() {
        silentSince = null;
    }

    /** The machine moved. */
    void moved(State next) {
        beat.moved(settings.election(), next);
        Conditions conditions = next.conditions();
        if (!conditions.equals(published)) {
            published = conditions;
            int priority = conditions.priority(settings.election()).value();
            String obstacle = ObstacleRules.words(settings, conditions);
            if (priority != standing.priority() || !obstacle.equals(standing.obstacle())) {
                standing = standing.with(priority, obstacle);
            }
        }
    }

    /** All that belongs to a change of role has been done.
     *
     * @return how long the addresses were nobody's, as far as is known; for a new Active only */
    Optional<Duration> changed(Role to, Reason reason, Instant at, long now) {
        Optional<Duration> takeover =
                to == Role.ACTIVE && heardOfActive ? Optional.of(Duration.ofNanos(now - lastWordAt)) : Optional.empty();
        if (standing.role() == Role.ACTIVE) {
            heardOfActive = true; // the former Active is this node
            lastWordAt = now;
        }
        if (to != Role.ACTIVE) { // the next role has its own story
            forgetSilence();
            isNoticed = false;
        }
        counters.add(Counters.Count.TRANSITIONS);
        standing = new Standing(
                to,
                standing.priority(),
                at,
                Optional.of(reason),
                takeover.or(standing::lastTakeover),
                standing.obstacle());
        return takeover;
    }

    /** Safe from any thread. */
    RouterStatus status() {
        Standing now = standing;
        return new RouterStatus(
                settings.name(),
                now.role(),
                now.priority(),
                now.since(),
                now.reason(),
                counters.of(Counters.Count.TRANSITIONS),
                counters.of(Counters.Count.SENT),
                counters.of(Counters.Count.NOT_SENT),
                counters.of(Counters.Count.HEARD),
                counters.discarded(),
                counters.remarks(),
                counters.of(Counters.Count.RESTORED),
                counters.of(Counters.Count.NOT_ANNOUNCED),
                now.lastTakeover(),
                now.obstacle());
    }
}
