package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Makes of what is in effect the table that the kernel must hold. */
public final class TargetCompiler {

    private TargetCompiler() {}

    public static Target compile(EffectiveState state) {
        IpvsTable claims = table(state, service -> service.desired().realServers());
        boolean complete = state.services().stream().allMatch(it -> it.ejected().isEmpty());
        IpvsTable table = complete ? claims : table(state, EffectiveService::pool);
        return new Target(table, claims, Set.copyOf(state.addresses()));
    }

    /** The key under which the kernel has a service. */
    public static ServiceKey keyOf(DesiredService service) {
        return KernelCompiler.key(service.endpoint());
    }

    private static IpvsTable table(
            EffectiveState state, Function<EffectiveService, List<DesiredRealServer>> realServers) {
        return IpvsTable.of(state.services().stream()
                .map(service -> entry(service, realServers.apply(service)))
                .toList());
    }

    private static ServiceEntry entry(EffectiveService service, List<DesiredRealServer> realServers) {
        return ServiceEntry.of(
                KernelCompiler.service(service.desired()),
                realServers.stream().map(KernelCompiler::destination).toList());
    }
}
