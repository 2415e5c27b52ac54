package dev.lvsfleet.agent.rules;

import dev.lvsfleet.agent.rules.PoolState.Member;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.SlowStart;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who serves a service: its pool without those that health took out, or its fallback, and each with which weight.
 *
 * <p>One machine steps one service once: {@code docs/pools.md} has its states as a table. Pure; used by one thread.
 */
public final class PoolMachine {

    private final DesiredService config;
    private final PoolState state;
    private final Input input;
    private final Tick now;
    private final Set<Backend> down;
    private final Set<Backend> fallbackDown;
    private final boolean quorum;
    private final boolean fallbackServes;
    private final Set<Backend> out;

    /**
     * What is known besides the document.
     *
     * @param draining real servers that an earlier document had in this service and whose connections are ending
     */
    public record Input(Verdicts verdicts, Set<Backend> draining) {

        public Input {
            draining = Set.copyOf(draining);
        }
    }

    /**
     * What follows.
     *
     * @param wake when a weight is next another number though nothing else happens
     */
    public record Step(PoolState next, EffectiveService serves, Optional<Tick> wake) {}

    private PoolMachine(DesiredService config, PoolState state, Input input, Tick now) {
        this.config = config;
        this.state = state;
        this.input = input;
        this.now = now;
        this.down = down(config.realServers(), state.pool());
        this.fallbackDown = down(config.fallback(), state.fallback());
        this.quorum = QuorumRules.has(config.policy().quorum(), state.quorum(), strength());
        this.fallbackServes = !quorum && config.fallback().stream().anyMatch(this::canServeAsFallback);
        this.out = fallbackServes ? down : ejected();
    }

    /** The pool after the input, and who serves then. */
    public static Step step(DesiredService config, PoolState state, Input input, Tick now) {
        return QuietPoolRules.isQuiet(config, state, input)
                ? QuietPoolRules.step(config, state)
                : whole(config, state, input, now);
    }

    /** The step without the short cut. */
    static Step whole(DesiredService config, PoolState state, Input input, Tick now) {
        return new PoolMachine(config, state, input, now).step();
    }

    private Step step() {
        Map<Backend, Member> pool = pool();
        List<Placement> places =
                config.realServers().stream().map(it -> placement(it, pool)).toList();
        Optional<Tick> wake = places.stream()
                .filter(it -> it.standing() == Standing.RAMPING)
                .map(it -> nextChange(it.server(), pool))
                .reduce(Optional.empty(), Tick::earliest);
        List<Placement> fallback =
                config.fallback().stream().map(this::fallbackPlacement).toList();
        return new Step(
                new PoolState(pool, fallback(), quorum, true),
                new EffectiveService(config, places, fallback, quorum),
                wake);
    }

    /**
     * Who is down. One that was down under an earlier target stays down until its target has a verdict: an edited check is a
     * new target, and a backend that is dead must not come back by being asked another question.
     */
    private Set<Backend> down(List<DesiredRealServer> servers, Map<Backend, Member> before) {
        Set<Backend> found = new HashSet<>();
        for (DesiredRealServer server : servers) {
            Backend backend = Backend.of(server);
            Member member = before.get(backend);
            boolean wasDown = member != null && member.down();
            boolean isDown = server.probeTarget()
                    .map(target ->
                            input.verdicts().isJudged(target) ? input.verdicts().isDown(target) : wasDown)
                    .orElse(false);
            if (isDown) {
                found.add(backend);
            }
        }
        return found;
    }

    /** Held ones do not count: they serve because nobody better is there. */
    private long strength() {
        return config.realServers().stream()
                .filter(it -> !down.contains(Backend.of(it)))
                .mapToLong(DesiredRealServer::weight)
                .sum();
    }

    private boolean canServeAsFallback(DesiredRealServer server) {
        return server.weight() > 0 && !fallbackDown.contains(Backend.of(server));
    }

    private Set<Backend> ejected() {
        Set<Backend> already = new HashSet<>();
        state.pool().forEach((backend, member) -> {
            if (member.out()) {
                already.add(backend);
            }
        });
        Set<Backend> ejected = EjectionRules.out(
                config.realServers(),
                down,
                already,
                input.draining().size(),
                config.policy().ejectionLimit());
        boolean somebodyIsLeft =
                config.realServers().stream().anyMatch(it -> it.weight() > 0 && !ejected.contains(Backend.of(it)));
        boolean somebodyIsWanted = config.realServers().stream().anyMatch(it -> it.weight() > 0);
        return somebodyIsWanted && !somebodyIsLeft ? Set.of() : ejected;
    }

    /** The next memory of the pool. One that drains stays known, so that its return is no arrival. */
    private Map<Backend, Member> pool() {
        Map<Backend, Member> next = new HashMap<>();
        input.draining().forEach(it -> next.put(it, state.pool().getOrDefault(it, Member.UP)));
        for (DesiredRealServer server : config.realServers()) {
            Backend backend = Backend.of(server);
            next.put(backend, new Member(down.contains(backend), out.contains(backend), rampFrom(backend)));
        }
        return next;
    }

    private Map<Backend, Member> fallback() {
        Map<Backend, Member> next = new HashMap<>();
        for (DesiredRealServer server : config.fallback()) {
            Backend backend = Backend.of(server);
            boolean isDown = fallbackDown.contains(backend);
            next.put(backend, new Member(isDown, isDown, null));
        }
        return next;
    }

    private @Nullable Tick rampFrom(Backend backend) {
        SlowStart slowStart = config.policy().slowStart();
        if (slowStart == null || down.contains(backend)) {
            return null;
        }
        Member before = state.pool().get(backend);
        Tick from = before == null ? joined(backend) : before.out() ? now : before.rampFrom();
        if (from == null || now.nanosSince(from) >= slowStart.duration().toNanos()) {
            return null;
        }
        return fallbackServes || somebodyServesBeside(backend) ? from : null;
    }

    /** One that joins those who serve already starts slowly; one of a pool that is new as a whole does not. */
    private @Nullable Tick joined(Backend backend) {
        boolean othersServedBefore =
                config.realServers().stream().map(Backend::of).anyMatch(it -> !it.equals(backend) && servedBefore(it));
        return state.settled() && othersServedBefore ? now : null;
    }

    private boolean servedBefore(Backend backend) {
        Member before = state.pool().get(backend);
        return before != null && !before.out() && !out.contains(backend);
    }

    private boolean somebodyServesBeside(Backend backend) {
        return config.realServers().stream()
                .filter(it -> it.weight() > 0)
                .map(Backend::of)
                .anyMatch(it -> !it.equals(backend) && !out.contains(it));
    }

    private Placement placement(DesiredRealServer server, Map<Backend, Member> pool) {
        Backend backend = Backend.of(server);
        Tick rampFrom = pool.getOrDefault(backend, Member.UP).rampFrom();
        Ramp ramp = ramp(server, rampFrom);
        Standing standing = standing(backend, rampFrom != null && server.weight() > 0);
        int weight = WeightRules.weight(server.weight(), standing, ramp);
        boolean arrived = standing == Standing.RAMPING && weight == server.weight();
        return new Placement(server, arrived ? Standing.IN_POOL : standing, weight);
    }

    private Standing standing(Backend backend, boolean ramping) {
        if (out.contains(backend)) {
            return condemned();
        }
        if (fallbackServes) {
            return Standing.QUIESCED;
        }
        if (down.contains(backend)) {
            return Standing.HELD;
        }
        return ramping ? Standing.RAMPING : Standing.IN_POOL;
    }

    private Standing condemned() {
        return switch (config.policy().whenDown()) {
            case REMOVE -> Standing.EJECTED;
            case QUIESCE -> Standing.QUIESCED;
        };
    }

    private Placement fallbackPlacement(DesiredRealServer server) {
        boolean isDown = fallbackDown.contains(Backend.of(server));
        Standing standing = fallbackServes
                ? (isDown ? condemned() : Standing.FALLBACK)
                : (isDown ? Standing.EJECTED : Standing.STANDBY);
        return new Placement(server, standing, WeightRules.weight(server.weight(), standing, Ramp.OVER));
    }

    private Ramp ramp(DesiredRealServer server, @Nullable Tick from) {
        SlowStart slowStart = config.policy().slowStart();
        return slowStart == null || from == null
                ? Ramp.OVER
                : SlowStartRules.ramp(slowStart, server.weight(), from, now);
    }

    private Optional<Tick> nextChange(DesiredRealServer server, Map<Backend, Member> pool) {
        SlowStart slowStart = config.policy().slowStart();
        Tick from = pool.getOrDefault(Backend.of(server), Member.UP).rampFrom();
        return slowStart == null || from == null
                ? Optional.empty()
                : SlowStartRules.nextChange(slowStart, server.weight(), from, now);
    }
}
