package dev.lvsfleet.agent.rules;

import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Folds the verdicts into the desired state: a real server whose target is down leaves the pool.
 *
 * <p>The operator's weights are never changed. When health would leave a service without any real server that takes new
 * connections, although the operator gave it some, it takes nobody out: health that condemns everything says nothing.
 */
public final class EffectiveRules {

    private EffectiveRules() {}

    public static EffectiveState of(DesiredState desired, Verdicts verdicts) {
        return new EffectiveState(
                desired.revision(),
                desired.addresses(),
                desired.services().stream()
                        .map(service -> effective(service, verdicts))
                        .toList());
    }

    private static EffectiveService effective(DesiredService service, Verdicts verdicts) {
        Map<Boolean, List<DesiredRealServer>> isDown = service.realServers().stream()
                .collect(Collectors.partitioningBy(
                        server -> server.probeTarget().filter(verdicts::isDown).isPresent()));
        List<DesiredRealServer> up = isDown.getOrDefault(false, List.of());
        List<DesiredRealServer> down = isDown.getOrDefault(true, List.of());
        if (takesConnections(service.realServers()) && !takesConnections(up)) {
            return new EffectiveService(service, service.realServers(), List.of(), down);
        }
        return new EffectiveService(service, up, down, List.of());
    }

    private static boolean takesConnections(List<DesiredRealServer> servers) {
        return servers.stream().anyMatch(server -> server.weight() > 0);
    }
}
