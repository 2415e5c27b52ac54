package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;

/** The tables of a {@link Workload} as the contract and the agent say them. */
final class Desire {

    private Desire() {}

    /** A document that desires this table. */
    static DesiredState document(IpvsTable table) {
        return new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                1,
                "bench",
                "bench",
                Instant.EPOCH,
                List.of(),
                table.services().values().stream().map(Desire::service).toList());
    }

    /** What is in effect when a document is, and every real server is up. */
    static EffectiveState effective(DesiredState document) {
        return effective(document, -1, DesiredRealServer::weight);
    }

    /** The same document after health or a ramp has given the first real server of one service another weight. */
    static EffectiveState effectiveWithOne(DesiredState document, int service, int weight) {
        return effective(document, service, _ -> weight);
    }

    private static EffectiveState effective(
            DesiredState document, int changed, ToIntFunction<DesiredRealServer> weight) {
        List<DesiredService> services = document.services();
        return new EffectiveState(
                document.revision(),
                List.of(),
                IntStream.range(0, services.size())
                        .mapToObj(i -> effective(services.get(i), i == changed ? weight : DesiredRealServer::weight))
                        .toList());
    }

    private static EffectiveService effective(DesiredService service, ToIntFunction<DesiredRealServer> first) {
        DesiredRealServer head = service.realServers().getFirst();
        List<Placement> pool = service.realServers().stream()
                .map(it -> new Placement(it, Standing.IN_POOL, it.equals(head) ? first.applyAsInt(it) : it.weight()))
                .toList();
        return new EffectiveService(service, pool, List.of(), true);
    }

    private static DesiredService service(ServiceEntry entry) {
        ServiceKey.Endpoint key = (ServiceKey.Endpoint) entry.service().key();
        return new DesiredService(
                "s-" + key.address().getHostAddress().replace('.', '-'),
                new ServiceEndpoint.Address(Protocol.TCP, key.address(), key.port()),
                Scheduler.WRR,
                Set.of(),
                null,
                entry.destinations().values().stream()
                        .map(it -> new DesiredRealServer(
                                it.key().address(),
                                it.key().port(),
                                it.weight(),
                                0,
                                0,
                                Forwarding.DIRECT_ROUTING,
                                null,
                                null))
                        .toList(),
                List.of(),
                PoolPolicy.DEFAULT);
    }
}
