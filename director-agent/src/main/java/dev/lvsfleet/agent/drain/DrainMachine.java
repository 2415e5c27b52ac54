package dev.lvsfleet.agent.drain;

import dev.lvsfleet.agent.rules.Backend;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * When a real server starts to drain and when it has.
 *
 * <pre>
 *                 a document without it                    no connections left
 *   in the pool ─────────────────────────▶ draining ─────────────────────────────▶ drained
 *        ▲                                  │     │ the time is up
 *        ╰───── a document with it ─────────╯     ╰───────────────────────────────▶ expired
 * </pre>
 *
 * <p>A service that goes, or gets another name or endpoint, takes its drains with it. Pure and stateless.
 */
public final class DrainMachine {

    static final Duration BETWEEN_COUNTS = Duration.ofSeconds(1);

    /**
     * Before this nobody has drained: a connection that is just being opened does not count as active yet, and one whose
     * handshake lost a packet needs a second more (RFC 6298, section 2).
     */
    static final Duration HANDSHAKES = Duration.ofSeconds(2);

    /** Counting takes at most one part in this many of the time. */
    static final int SHARE_OF_TIME = 20;

    private DrainMachine() {}

    /** What happens to drains. */
    public sealed interface Input {

        /** The agent starts, and finds the drains that an earlier run of it began. */
        record Resumed() implements Input {}

        /** Another document is in force; {@code before} is what was served until now, if anything was. */
        record Replaced(Optional<EffectiveState> before, DesiredState after) implements Input {}

        /** The kernel was asked; a drain that is missing has no connections, and no entry. */
        record Counted(Map<Drain, Connections> left, Duration cost) implements Input {

            public Counted {
                left = Map.copyOf(left);
            }
        }

        /** The kernel could not be asked. */
        record Uncounted() implements Input {}
    }

    /** What is to be told. */
    public sealed interface Effect {

        record Drained(Drain drain) implements Effect {}

        /** Its time was up; {@code cut} connections end with it. */
        record Expired(Drain drain, long cut) implements Effect {}
    }

    public record Step(Drains next, List<Effect> effects) {

        public Step {
            effects = List.copyOf(effects);
        }
    }

    /** The drains after the input, and what follows from it. */
    public static Step step(Drains drains, Input input, Tick now) {
        return switch (input) {
            case Input.Resumed _ -> resumed(drains, now);
            case Input.Replaced(Optional<EffectiveState> before, DesiredState after) ->
                replaced(drains, before, after, now);
            case Input.Counted(Map<Drain, Connections> left, Duration cost) -> counted(drains, left, cost, now);
            case Input.Uncounted _ -> new Step(scheduled(drains.running(), now.plus(BETWEEN_COUNTS), now), List.of());
        };
    }

    private static Step resumed(Drains drains, Tick now) {
        List<Drain> resumed =
                drains.running().stream().map(it -> it.within(it.limit(), now)).toList();
        return new Step(scheduled(resumed, now.plus(BETWEEN_COUNTS), now), List.of());
    }

    /** A service with another name or endpoint is another service. */
    private record Identity(String name, ServiceEndpoint endpoint) {}

    private static Step replaced(Drains drains, Optional<EffectiveState> before, DesiredState after, Tick now) {
        Map<Identity, DesiredService> services = new HashMap<>();
        after.services().forEach(it -> services.put(new Identity(it.name(), it.endpoint()), it));
        List<Drain> running = new ArrayList<>();
        for (Drain drain : drains.running()) {
            DesiredService service = services.get(new Identity(drain.service(), drain.endpoint()));
            if (service != null && !holds(service, drain.backend())) {
                Duration limit = service.policy().drainTimeout();
                running.add(limit.compareTo(drain.limit()) < 0 ? drain.within(limit, now) : drain);
            }
        }
        for (EffectiveService served : before.map(EffectiveState::services).orElse(List.of())) {
            DesiredService successor = services.get(
                    new Identity(served.desired().name(), served.desired().endpoint()));
            if (successor != null) {
                running.addAll(leaving(served, successor, now));
            }
        }
        Tick next = drains.nextCount().orElse(now.plus(BETWEEN_COUNTS));
        return new Step(scheduled(running, next, now), List.of());
    }

    private static boolean holds(DesiredService service, Backend backend) {
        return service.realServers().stream().map(Backend::of).anyMatch(backend::equals)
                || service.fallback().stream().map(Backend::of).anyMatch(backend::equals);
    }

    /** Who is in the table and not in the document any more. */
    private static List<Drain> leaving(EffectiveService service, DesiredService successor, Tick now) {
        Duration limit = successor.policy().drainTimeout();
        if (!limit.isPositive()) {
            return List.of();
        }
        Set<Backend> remaining = new HashSet<>();
        successor.realServers().forEach(it -> remaining.add(Backend.of(it)));
        successor.fallback().forEach(it -> remaining.add(Backend.of(it)));
        return service.pool().stream()
                .filter(it -> it.standing().isInTable())
                .map(Placement::server)
                .filter(it -> !remaining.contains(Backend.of(it)))
                .map(it -> Drain.starting(successor.name(), successor.endpoint(), it, limit, now))
                .toList();
    }

    private static Step counted(Drains drains, Map<Drain, Connections> left, Duration cost, Tick now) {
        List<Drain> running = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (Drain drain : drains.running()) {
            long awaited = left.getOrDefault(drain, Connections.NONE).awaited(drain.endpoint());
            boolean over = !now.isBefore(drain.deadline());
            boolean settled = over || !left.containsKey(drain) || drain.age(now).compareTo(HANDSHAKES) >= 0;
            if (awaited == 0 && settled) {
                effects.add(new Effect.Drained(drain));
            } else if (over) {
                effects.add(new Effect.Expired(drain, awaited));
            } else {
                running.add(drain.counted(awaited));
            }
        }
        Duration wait = cost.multipliedBy(SHARE_OF_TIME);
        Tick next = now.plus(wait.compareTo(BETWEEN_COUNTS) > 0 ? wait : BETWEEN_COUNTS);
        return new Step(scheduled(running, next, now), effects);
    }

    /** At this tick, or at the first deadline to come before it; one that has passed is no reason to hurry. */
    private static Drains scheduled(List<Drain> running, Tick next, Tick now) {
        if (running.isEmpty()) {
            return Drains.NONE;
        }
        Tick first = running.stream().map(Drain::deadline).filter(now::isBefore).reduce(next, Tick::earlier);
        return new Drains(running, first);
    }
}
