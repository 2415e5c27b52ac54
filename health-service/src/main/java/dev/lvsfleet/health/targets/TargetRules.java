package dev.lvsfleet.health.targets;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import java.time.Duration;
import java.util.Optional;

/** Whether a target from the bus can be probed as it says; the control plane checks too, but a loop must never trust. */
final class TargetRules {

    private static final Duration SHORTEST = Duration.ofMillis(10);
    private static final Duration LONGEST = Duration.ofHours(24);
    private static final Duration LONGEST_CONNECT = Duration.ofMinutes(5);
    private static final int MOST_RETRIES = 1000;

    private TargetRules() {}

    /** What is wrong with it, in one sentence; nothing when it can be probed. */
    static Optional<String> fault(String key, ProbeTarget target) {
        if (!key.equals(target.id())) {
            return Optional.of("the record's key is not its id " + target.id());
        }
        if (target.address() == null || target.address().isMulticastAddress()) {
            return Optional.of("address: not one that can be connected to");
        }
        if (target.port() < 1 || target.port() > 65535) {
            return Optional.of("port: " + target.port() + " is not 1 to 65535");
        }
        if (target.check() == null || target.check().timing() == null) {
            return Optional.of("check: there is none, or it has no timing");
        }
        return timing(target.check().timing()).or(() -> request(target.check()));
    }

    private static Optional<String> timing(CheckTiming timing) {
        if (outside(timing.interval(), SHORTEST, LONGEST)) {
            return Optional.of("check.timing.interval: " + timing.interval() + " is not 10 ms to 24 h");
        }
        if (outside(timing.connectTimeout(), SHORTEST, LONGEST_CONNECT)) {
            return Optional.of("check.timing.connectTimeout: " + timing.connectTimeout() + " is not 10 ms to 5 min");
        }
        if (outside(timing.delayBeforeRetry(), Duration.ZERO, LONGEST)) {
            return Optional.of("check.timing.delayBeforeRetry: " + timing.delayBeforeRetry() + " is not 0 to 24 h");
        }
        if (timing.retry() < 0 || timing.retry() > MOST_RETRIES) {
            return Optional.of("check.timing.retry: " + timing.retry() + " is not 0 to " + MOST_RETRIES);
        }
        return Optional.empty();
    }

    private static Optional<String> request(HealthCheck check) {
        return switch (check) {
            case HealthCheck.Tcp ignored -> Optional.empty();
            case HealthCheck.Http http -> http(http);
        };
    }

    private static Optional<String> http(HealthCheck.Http check) {
        String host = check.host();
        if (check.path() == null || !check.path().startsWith("/") || !isOneWord(check.path())) {
            return Optional.of("check.path: must begin with / and hold no spaces or control characters");
        }
        if (host != null && (host.isEmpty() || !isOneWord(host))) {
            return Optional.of("check.host: must not be empty or hold spaces or control characters");
        }
        if (check.statusCode() < 100 || check.statusCode() > 599) {
            return Optional.of("check.statusCode: " + check.statusCode() + " is not 100 to 599");
        }
        return Optional.empty();
    }

    /** Anything else could end the request line or a header early. */
    private static boolean isOneWord(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }

    private static boolean outside(Duration duration, Duration least, Duration most) {
        return duration == null || duration.compareTo(least) < 0 || duration.compareTo(most) > 0;
    }
}
