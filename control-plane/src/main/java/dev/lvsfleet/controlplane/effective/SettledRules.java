package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import dev.lvsfleet.contract.ServiceState.Place;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides whether a director serves what was asked for: it has applied the service's last change, its kernel holds what its agent
 * wants it to hold, nobody serves who was not asked for, nothing is on its way in or out, and all that is known from not long
 * ago. A real server that health has taken out is where it should be, and keeps nobody waiting.
 */
final class SettledRules {

    /** Six pulses. What is older may be the last word of a director that is gone. */
    static final Duration STALE = Duration.ofSeconds(60);

    private SettledRules() {}

    /** What keeps a director from being settled, in words; nothing when it is. */
    static List<String> obstacles(Desired desired, Sighting sighting) {
        Optional<Duration> age = sighting.age();
        if (age.isEmpty()) {
            return List.of("it has not said anything yet");
        }
        List<String> obstacles = new ArrayList<>();
        if (age.get().compareTo(STALE) > 0) {
            obstacles.add("what it said last is " + age.get().toSeconds() + " s old");
        }
        if (sighting.revision() < desired.version()) {
            obstacles.add(
                    "it is at revision " + sighting.revision() + ", the service's last change is " + desired.version());
        }
        sighting.state()
                .ifPresentOrElse(
                        state -> table(desired, state.said(), obstacles),
                        () -> obstacles.add("it has not said anything of the service yet"));
        return List.copyOf(obstacles);
    }

    /** Whether it has no weight on that director only because its host is not prepared. */
    static boolean isUnprepared(Desired desired, Backend backend) {
        Integer wanted = backend.wanted();
        return wanted != null
                && wanted == 0
                && (backend.place() == Place.IN_POOL || backend.place() == Place.FALLBACK)
                && desired.waiting().containsKey(endpoint(backend));
    }

    private static void table(Desired desired, ServiceState state, List<String> obstacles) {
        if (!state.equal()) {
            obstacles.add("its kernel does not hold what it shall");
        }
        for (Desired.Endpoint endpoint : desired.realServers()) {
            if (state.realServers().stream().noneMatch(it -> endpoint(it).equals(endpoint))) {
                obstacles.add(endpoint + " is not known to it yet");
            }
        }
        for (Backend backend : state.realServers()) {
            unrest(desired, backend).ifPresent(unrest -> obstacles.add(endpoint(backend) + unrest));
        }
    }

    /** What is not yet as it shall be with one that is reported. */
    private static Optional<String> unrest(Desired desired, Backend backend) {
        Integer weight = backend.weight();
        if (weight != null && !desired.realServers().contains(endpoint(backend))) {
            // With weight 0 it gets nobody new, but whoever takes the host away now cuts off those it has.
            return Optional.of(
                    weight == 0
                            ? " was not asked for and drains: it is still in the table"
                            : " still serves and was not asked for");
        }
        return switch (backend.place()) {
            case RAMPING -> Optional.of(" is in its slow start");
            case DRAINING -> Optional.of(" drains");
            case UNKNOWN, IN_POOL, HELD, QUIESCED, EJECTED, FALLBACK, STANDBY -> Optional.empty();
        };
    }

    private static Desired.Endpoint endpoint(Backend backend) {
        return new Desired.Endpoint(backend.address(), backend.port());
    }
}
