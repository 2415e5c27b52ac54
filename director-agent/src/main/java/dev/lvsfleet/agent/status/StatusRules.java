package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.reconcile.Situation;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.status.StatusView.AddressView;
import dev.lvsfleet.agent.status.StatusView.RealServerView;
import dev.lvsfleet.agent.status.StatusView.ServiceView;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.net.InetAddress;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Turns how the node stands into what is shown of it. */
final class StatusRules {

    private StatusRules() {}

    static StatusView view(String node, String site, Situation situation, boolean busDelivers, Instant now) {
        return new StatusView(
                node,
                site,
                now,
                situation.revision(),
                situation.passedAt().orElse(null),
                situation.kernelFault().orElse("ok"),
                busDelivers ? "ok" : "waiting",
                situation.effective().map(StatusRules::services).orElse(List.of()),
                situation.effective().map(state -> addresses(state, situation)).orElse(List.of()),
                situation.foreign(),
                situation.failures());
    }

    private static List<ServiceView> services(EffectiveState state) {
        return state.services().stream().map(StatusRules::service).toList();
    }

    private static ServiceView service(EffectiveService service) {
        List<RealServerView> realServers = service.desired().realServers().stream()
                .map(server -> realServer(server, service))
                .toList();
        String scheduler = service.desired().scheduler().kernelName();
        boolean held = !service.held().isEmpty();
        String name = service.desired().name();
        return switch (service.desired().endpoint()) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                new ServiceView(
                        name, AddressText.of(address), port, word(protocol), null, null, scheduler, held, realServers);
            case ServiceEndpoint.FirewallMark(AddressFamily family, long mark) ->
                new ServiceView(name, null, null, null, mark, word(family), scheduler, held, realServers);
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static RealServerView realServer(DesiredRealServer server, EffectiveService service) {
        String state = "in-pool";
        if (service.ejected().contains(server)) {
            state = "ejected";
        } else if (service.held().contains(server)) {
            state = "held";
        }
        return new RealServerView(
                AddressText.of(server.address()),
                server.port(),
                server.weight(),
                switch (server.forwarding()) {
                    case DIRECT_ROUTING -> "dr";
                    case NAT -> "nat";
                    case TUNNEL -> "tun";
                },
                state,
                server.probeTarget().orElse(null));
    }

    private static List<AddressView> addresses(EffectiveState state, Situation situation) {
        return state.addresses().stream()
                .map(it -> new AddressView(
                        AddressText.of(it.address()),
                        it.prefixLength(),
                        it.networkInterface(),
                        situation.addresses().contains(it)))
                .toList();
    }
}
