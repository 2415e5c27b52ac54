package dev.lvsfleet.agent.drain;

import static java.util.Objects.requireNonNull;

import dev.lvsfleet.agent.rules.Backend;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.time.Duration;
import java.util.Optional;

/**
 * A real server that left its service and keeps its connections until they end or its time is up.
 *
 * @param service the name of the service it left
 * @param server as it was; it stays in the table like this, with weight 0
 * @param limit the most that may remain of its time, whatever the deadline says
 * @param deadline in this boot's monotonic clock
 * @param connections how many it had when they were last counted; -1 before
 */
public record Drain(
        String service,
        ServiceEndpoint endpoint,
        DesiredRealServer server,
        Duration limit,
        Tick deadline,
        long connections) {

    static final long UNKNOWN = -1;

    public Drain {
        requireNonNull(service, "service is null");
        requireNonNull(endpoint, "endpoint is null");
        requireNonNull(server, "server is null");
    }

    static Drain starting(
            String service, ServiceEndpoint endpoint, DesiredRealServer server, Duration limit, Tick now) {
        return new Drain(service, endpoint, server, limit, now.plus(limit), UNKNOWN);
    }

    public Backend backend() {
        return Backend.of(server);
    }

    /** How many connections it had when they were last counted; empty before. */
    public Optional<Long> counted() {
        return connections == UNKNOWN ? Optional.empty() : Optional.of(connections);
    }

    /** How much of its time is left; never negative. */
    public Duration remaining(Tick now) {
        return Duration.ofNanos(Math.max(0, deadline.nanosSince(now)));
    }

    /** How long it has lasted, as far as its time tells: less when the time was shortened since. */
    Duration age(Tick now) {
        return limit.minus(remaining(now));
    }

    /** The same with no more time than this. */
    Drain within(Duration newLimit, Tick now) {
        return new Drain(service, endpoint, server, newLimit, Tick.earlier(deadline, now.plus(newLimit)), connections);
    }

    /** The same without what changes all the time. */
    public Drain uncounted() {
        return counted(UNKNOWN);
    }

    Drain counted(long left) {
        return new Drain(service, endpoint, server, limit, deadline, left);
    }
}
