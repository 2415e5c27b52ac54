package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import java.util.Collection;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose judgement a new target takes over: an edited timing makes a new target of a backend that is already known.
 *
 * <p>A target nobody has judged counts as up, so without this a dead backend would return to the pool by an edit.
 */
final class HandOverRules {

    private HandOverRules() {}

    /** The judged target that asks the same address and port the same question; the newest judgement of several. */
    static Optional<Watched> predecessor(ProbeTarget heir, Collection<Watched> known) {
        return known.stream()
                .filter(watched -> watched.state().verdict().isPresent())
                .filter(watched -> asksTheSame(watched.target(), heir))
                .max(Comparator.comparing(Watched::since));
    }

    /** Everything but the timing, which changes how soon an answer is known and not what it is. */
    static boolean asksTheSame(ProbeTarget one, ProbeTarget other) {
        return one.address().equals(other.address())
                && one.port() == other.port()
                && asksTheSame(one.check(), other.check());
    }

    private static boolean asksTheSame(HealthCheck one, HealthCheck other) {
        return switch (one) {
            case HealthCheck.Tcp ignored -> other instanceof HealthCheck.Tcp;
            case HealthCheck.Http http ->
                other instanceof HealthCheck.Http(var path, var statusCode, var host, var ignored)
                        && http.path().equals(path)
                        && http.statusCode() == statusCode
                        && Objects.equals(http.host(), host);
        };
    }
}
