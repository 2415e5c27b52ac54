package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import java.time.Duration;
import java.util.Set;

/** A request body read as a virtual service; the defaults are keepalived's, the bounds ours. */
public final class ServiceReader {

    static final int MAX_PORT = 65_535;
    private static final int MAX_REAL_SERVERS = 1000;
    private static final int MAX_FALLBACK = 100;
    private static final int MAX_FLAGS = 8;
    private static final Duration SIX_MINUTES = Duration.ofMinutes(6);
    private static final FieldReader.Parser<Duration> TIMEOUT =
            DurationText.between(Duration.ofSeconds(1), Duration.ofDays(31));

    private ServiceReader() {}

    /**
     * The service that a body describes; what is wrong with it is told to the reader.
     *
     * @param inPath the name that the body need not repeat; empty where it gives the name
     */
    public static VirtualService read(FieldReader body, String inPath) {
        body.ignore("version", "revision", "preparation");
        String name = Name.of(body, inPath);
        String group = body.required("group", Name::parse, "");
        EndpointReader.Served served = EndpointReader.read(body);
        boolean hasPort = served.endpoint().hasPort();
        VirtualService service = new VirtualService(
                name,
                group,
                served.endpoint(),
                served.addresses(),
                scheduling(body, served.endpoint().family()),
                PoolReader.delivery(body),
                body.list("realServers", MAX_REAL_SERVERS, server -> PoolReader.realServer(server, hasPort)),
                body.list("fallback", MAX_FALLBACK, server -> PoolReader.realServer(server, hasPort)),
                PoolReader.policy(body),
                body.nested("healthCheck", CheckReader::check).orElse(null),
                body.optionalBoolean("requirePrepared", false));
        if (body.isRightSoFar()) {
            ServiceRules.check(service).forEach(error -> body.error(error.field(), error.message()));
        }
        return service;
    }

    private static Scheduling scheduling(FieldReader body, AddressFamily family) {
        return new Scheduling(
                body.required("scheduler", ServiceWords::scheduler, Scheduler.WRR),
                Set.copyOf(body.texts("schedulerFlags", MAX_FLAGS, ServiceWords::flag)),
                body.nested("persistence", it -> persistence(it, family)).orElse(null));
    }

    private static Persistence persistence(FieldReader body, AddressFamily family) {
        return new Persistence(
                body.optional("timeout", ServiceReader::wholeSeconds, SIX_MINUTES),
                body.optionalInt("prefix", 1, AddressFamily.IPV6.bits(), family.bits()),
                body.optional("engine", ServiceWords::engine).orElse(null));
    }

    /** The kernel counts it in seconds. */
    private static Duration wholeSeconds(String text) {
        Duration timeout = TIMEOUT.parse(text);
        if (timeout.toMillisPart() != 0) {
            throw new IllegalArgumentException("Must be whole seconds.");
        }
        return timeout;
    }
}
