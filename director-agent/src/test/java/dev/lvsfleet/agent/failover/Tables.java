package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.List;
import java.util.stream.Stream;

/** What is in effect and what the kernel holds of it when all real servers serve. */
final class Tables {

    private Tables() {}

    static EffectiveState effective(boolean quorum, List<DesiredService> services) {
        return new EffectiveState(
                7,
                List.of(),
                services.stream().map(service -> effective(service, quorum)).toList());
    }

    static IpvsTable holding(DesiredService... services) {
        return TargetCompiler.compile(effective(true, List.of(services)), Drains.NONE)
                .table();
    }

    private static EffectiveService effective(DesiredService service, boolean quorum) {
        Stream<Placement> pool =
                service.realServers().stream().map(it -> new Placement(it, Standing.IN_POOL, it.weight()));
        return new EffectiveService(service, pool.toList(), List.of(), quorum);
    }
}
