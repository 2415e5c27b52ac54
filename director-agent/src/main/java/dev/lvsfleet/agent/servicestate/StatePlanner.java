package dev.lvsfleet.agent.servicestate;

import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides which states are told: one that changed in anything but its counts at once, one whose counts changed or that was told
 * long ago when its turn comes. Ten of the latter a second at most, the one told longest ago first, so that a director with a
 * thousand busy services costs the bus no more than one with a hundred.
 */
final class StatePlanner {

    /** Of states in which counts alone differ, and of repetitions. */
    static final int MOST_PER_SECOND = 10;

    /** What is saved up of that while nothing is told. */
    static final int MOST_AT_ONCE = 100;

    /** Counts of one service are told no oftener. */
    static final Duration COUNTS = Duration.ofSeconds(2);

    /** After this a state is told again though nothing changed: the topic, or what was read from it, may have been lost. */
    static final Duration REPETITION = Duration.ofMinutes(10);

    private StatePlanner() {}

    /**
     * What to tell.
     *
     * @param gone services of which nothing is to be said any more
     */
    record Plan(Told next, List<ServiceState> tell, List<String> gone) {}

    /** The plan for what is there now. */
    static Plan plan(Told told, List<ServiceState> states, Tick now) {
        Map<String, Told.Entry> next = new HashMap<>();
        List<ServiceState> tell = new ArrayList<>();
        List<ServiceState> later = new ArrayList<>();
        for (ServiceState seen : states) {
            Told.Entry before = told.services().get(seen.service());
            if (before == null) {
                tell.add(seen);
            } else if (!isSame(seen, before.state())) {
                tell.add(since(seen, before.state()));
            } else {
                next.put(seen.service(), before);
                if (isDue(seen, before, now)) {
                    later.add(since(seen, before.state()));
                }
            }
        }
        tell.forEach(it -> next.put(it.service(), new Told.Entry(it, now)));
        long spare = spare(told, now);
        later.sort(Comparator.comparingLong(
                        (ServiceState it) -> age(told.services().get(it.service()), now))
                .reversed());
        for (ServiceState state : later) {
            if (spare >= 1_000) {
                spare -= 1_000;
                tell.add(state);
                next.put(state.service(), new Told.Entry(state, now));
            }
        }
        Set<String> gone = new HashSet<>(told.services().keySet());
        gone.removeAll(next.keySet());
        return new Plan(new Told(next, spare, now), tell, gone.stream().sorted().toList());
    }

    private static long spare(Told told, Tick now) {
        long earned = now.nanosSince(told.sparedAt()) / 1_000_000 * MOST_PER_SECOND;
        return Math.min(told.spare() + earned, MOST_AT_ONCE * 1_000L);
    }

    private static long age(Told.@Nullable Entry entry, Tick now) {
        return entry == null ? 0 : now.nanosSince(entry.at());
    }

    private static boolean isDue(ServiceState seen, Told.Entry before, Tick now) {
        long age = age(before, now);
        return age >= REPETITION.toNanos()
                || (age >= COUNTS.toNanos() && !allMatch(seen, before.state(), StatePlanner::isCountedAlike));
    }

    /** Whether they differ in nothing but counts, time and revision. Makes nothing: it is asked for every service in every pass. */
    private static boolean isSame(ServiceState one, ServiceState other) {
        return one.equal() == other.equal()
                && one.quorum() == other.quorum()
                && one.fallback() == other.fallback()
                && allMatch(one, other, StatePlanner::isPlacedAlike);
    }

    /** Whether the real servers of two states match one by one, in their order. */
    private static boolean allMatch(ServiceState one, ServiceState other, BiPredicate<Backend, Backend> match) {
        int size = one.realServers().size();
        boolean all = size == other.realServers().size();
        for (int i = 0; all && i < size; i++) {
            all = match.test(one.realServers().get(i), other.realServers().get(i));
        }
        return all;
    }

    private static boolean isPlacedAlike(Backend one, Backend other) {
        return one.address().equals(other.address())
                && one.port() == other.port()
                && one.place() == other.place()
                && Objects.equals(one.weight(), other.weight())
                && Objects.equals(one.wanted(), other.wanted());
    }

    private static boolean isCountedAlike(Backend one, Backend other) {
        return Objects.equals(one.active(), other.active()) && Objects.equals(one.inactive(), other.inactive());
    }

    /** The state, with each real server since the revision at which its membership and weight became what they are. */
    private static ServiceState since(ServiceState seen, ServiceState before) {
        Map<Identity, Backend> known = new HashMap<>();
        before.realServers().forEach(it -> known.put(Identity.of(it), it));
        List<Backend> backends = seen.realServers().stream()
                .map(it -> {
                    Backend old = known.get(Identity.of(it));
                    return old != null && Objects.equals(old.weight(), it.weight()) ? with(it, old.since()) : it;
                })
                .toList();
        return with(seen, backends);
    }

    private record Identity(InetAddress address, int port) {

        static Identity of(Backend backend) {
            return new Identity(backend.address(), backend.port());
        }
    }

    private static Backend with(Backend backend, long since) {
        return new Backend(
                backend.address(),
                backend.port(),
                backend.place(),
                backend.weight(),
                backend.wanted(),
                backend.active(),
                backend.inactive(),
                since);
    }

    private static ServiceState with(ServiceState state, List<Backend> backends) {
        return new ServiceState(
                state.schema(),
                state.node(),
                state.service(),
                state.revision(),
                state.observedAt(),
                state.equal(),
                state.quorum(),
                state.fallback(),
                backends);
    }
}
