package dev.lvsfleet.agent.servicestate;

import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.ServiceState;
import java.util.Map;

/**
 * What was told so far.
 *
 * @param services by name, with when each was told last
 * @param spare how many records may be sent beyond those of changes, in thousandths
 * @param sparedAt when that was reckoned
 */
record Told(Map<String, Entry> services, long spare, Tick sparedAt) {

    Told {
        services = Map.copyOf(services);
    }

    /** A state and when it was told. */
    record Entry(ServiceState state, Tick at) {}

    static Told nothing(Tick now) {
        return new Told(Map.of(), 0, now);
    }
}
