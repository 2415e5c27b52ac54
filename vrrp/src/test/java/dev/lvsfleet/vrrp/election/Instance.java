package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Authentication;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A virtual router under test: the machine, its newest state and all it was told to do. Priority 100 at .130, by default. */
public final class Instance {

    public static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.161");
    public static final InetAddress LOWER = InetAddress.ofLiteral("192.0.2.129");
    public static final InetAddress HIGHER = InetAddress.ofLiteral("192.0.2.131");

    /** Close to where the counter wraps: nothing may depend on where it stands. */
    static final Tick ZERO = new Tick(Long.MAX_VALUE - 1_000_000_000L);

    Config config;
    State state = State.BEGINNING;
    Tick now = ZERO;
    List<Effect> effects = List.of();
    final List<Effect> all = new ArrayList<>();

    Instance(Config config) {
        this.config = config;
    }

    public static Config config(int priority) {
        return new Config(
                new Vrid(51),
                new Protocol.V3(),
                new Priority(priority),
                AdvertInterval.SECOND,
                InetAddress.ofLiteral("192.0.2.130"),
                List.of(VIP),
                Config.USUAL_DOWN_ADVERTS,
                new Preemption.Immediate(),
                Duration.ZERO,
                new Announcing(5, Duration.ofSeconds(5), Duration.ofSeconds(1), Optional.empty()),
                false);
    }

    static Config with(Config config, Preemption preemption, Duration startupDelay) {
        return new Config(
                config.vrid(),
                config.protocol(),
                config.priority(),
                config.interval(),
                config.source(),
                config.addresses(),
                config.downAdverts(),
                preemption,
                startupDelay,
                config.announcing(),
                config.grouped());
    }

    static Config with(Config config, List<InetAddress> addresses) {
        return new Config(
                config.vrid(),
                config.protocol(),
                config.priority(),
                config.interval(),
                config.source(),
                addresses,
                config.downAdverts(),
                config.preemption(),
                config.startupDelay(),
                config.announcing(),
                config.grouped());
    }

    static Config v2(int priority, int seconds) {
        Config three = config(priority);
        return new Config(
                three.vrid(),
                new Protocol.V2(new Authentication.None()),
                three.priority(),
                new AdvertInterval(100 * seconds),
                three.source(),
                three.addresses(),
                three.downAdverts(),
                three.preemption(),
                three.startupDelay(),
                three.announcing(),
                three.grouped());
    }

    public static Config grouped(int priority) {
        Config alone = config(priority);
        return new Config(
                alone.vrid(),
                alone.protocol(),
                alone.priority(),
                alone.interval(),
                alone.source(),
                alone.addresses(),
                alone.downAdverts(),
                alone.preemption(),
                alone.startupDelay(),
                alone.announcing(),
                true);
    }

    /** Started, able, its link up. */
    static Instance started(Config config) {
        Instance instance = new Instance(config);
        instance.on(new Input.Link(true));
        instance.on(new Input.Able(true));
        instance.on(new Input.Start());
        return instance;
    }

    static Instance active(Config config) {
        Instance instance = started(config);
        instance.fire();
        return instance;
    }

    Instance on(Input input) {
        Step step = VrrpMachine.step(config, state, input, now);
        state = step.next();
        effects = step.effects();
        all.addAll(effects);
        return this;
    }

    Instance after(Duration duration) {
        now = now.plus(duration);
        return this;
    }

    Instance after(long millis) {
        return after(Duration.ofMillis(millis));
    }

    /** Goes on to the moment the timer is set to, and lets it run out. */
    Instance fire() {
        now = timer();
        return on(new Input.TimerFired());
    }

    Instance hear(int priority, InetAddress source) {
        return hear(priority, source, config.interval());
    }

    Instance hear(int priority, InetAddress source, AdvertInterval interval) {
        Config theirs = config;
        VrrpPacket own = AdvertisementRules.packet(theirs, new Priority(priority));
        VrrpPacket packet = switch (own) {
            case VrrpPacket.V2 v2 ->
                new VrrpPacket.V2(v2.vrid(), v2.priority(), interval, v2.addresses(), v2.authentication());
            case VrrpPacket.V3Ipv4 v3 -> new VrrpPacket.V3Ipv4(v3.vrid(), v3.priority(), interval, v3.addresses());
            case VrrpPacket.V3Ipv6 v3 -> new VrrpPacket.V3Ipv6(v3.vrid(), v3.priority(), interval, v3.addresses());
        };
        return on(new Input.Heard(packet, source));
    }

    Role role() {
        return state.role();
    }

    Tick timer() {
        return effects.getLast() instanceof Effect.SetTimer(Tick at) ? at : failNoTimer();
    }

    /** From now until the timer runs out. */
    Duration untilTimer() {
        return timer().since(now);
    }

    boolean hasNoTimer() {
        return effects.getLast() instanceof Effect.CancelTimer;
    }

    Optional<Reason> reason() {
        return effects.stream()
                .filter(Effect.RoleChanged.class::isInstance)
                .map(effect -> ((Effect.RoleChanged) effect).reason())
                .reduce((first, second) -> second);
    }

    /** Priorities of what was sent in the last step. */
    List<Integer> sent() {
        return effects.stream()
                .filter(Effect.SendAdvertisement.class::isInstance)
                .map(effect ->
                        ((Effect.SendAdvertisement) effect).packet().priority().value())
                .toList();
    }

    /** The kinds of the effects of the last step, but for the timer. */
    List<String> did() {
        return effects.subList(0, effects.size() - 1).stream()
                .map(effect -> effect.getClass().getSimpleName())
                .toList();
    }

    private Tick failNoTimer() {
        throw new AssertionError("no timer is set in " + state + " after " + effects);
    }
}
