package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.reconcile.Situation;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.status.StatusView.AddressView;
import dev.lvsfleet.agent.status.StatusView.RealServerView;
import dev.lvsfleet.agent.status.StatusView.ServiceView;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns how the node stands into what is shown of it. */
final class StatusRules {

    private StatusRules() {}

    /** One moment by both clocks. */
    record Now(Instant instant, Tick tick) {}

    static StatusView view(String node, String site, Situation situation, boolean busDelivers, Now now) {
        return new StatusView(
                node,
                site,
                now.instant(),
                situation.revision(),
                situation.passedAt().orElse(null),
                situation.kernelFault().orElse("ok"),
                busDelivers ? "ok" : "waiting",
                situation
                        .effective()
                        .map(state -> services(state, situation.drains(), now.tick()))
                        .orElse(List.of()),
                situation.effective().map(state -> addresses(state, situation)).orElse(List.of()),
                situation.foreign(),
                notDone(situation),
                situation.heldBack().sentence().orElse(null));
    }

    private static List<String> notDone(Situation situation) {
        return Stream.concat(situation.failures().stream(), situation.conflicts().stream())
                .toList();
    }

    private static List<ServiceView> services(EffectiveState state, List<Drain> drains, Tick now) {
        Map<ServiceEndpoint, List<Drain>> draining = drains.stream().collect(Collectors.groupingBy(Drain::endpoint));
        return state.services().stream()
                .map(it -> service(it, draining.getOrDefault(it.desired().endpoint(), List.of()), now))
                .toList();
    }

    private static ServiceView service(EffectiveService service, List<Drain> draining, Tick now) {
        DesiredService desired = service.desired();
        List<RealServerView> realServers = Stream.concat(
                        service.pool().stream().map(StatusRules::realServer),
                        draining.stream().map(it -> realServer(it, now)))
                .toList();
        List<RealServerView> fallback =
                service.fallback().stream().map(StatusRules::realServer).toList();
        Where where = where(desired.endpoint());
        return new ServiceView(
                desired.name(),
                where.address(),
                where.port(),
                where.protocol(),
                where.firewallMark(),
                where.family(),
                desired.scheduler().kernelName(),
                service.holds(),
                service.quorum(),
                realServers,
                fallback);
    }

    private record Where(
            @Nullable String address,
            @Nullable Integer port,
            @Nullable String protocol,
            @Nullable Long firewallMark,
            @Nullable String family) {}

    private static Where where(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                new Where(AddressText.of(address), port, word(protocol), null, null);
            case ServiceEndpoint.FirewallMark(AddressFamily family, long mark) ->
                new Where(null, null, null, mark, word(family));
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static RealServerView realServer(Placement place) {
        Integer weight = place.standing().isInTable() ? place.weight() : null;
        return realServer(place.server(), word(place.standing()), weight, null);
    }

    private static RealServerView realServer(Drain drain, Tick now) {
        return realServer(
                drain.server(),
                "draining",
                0,
                new Leaving(drain.remaining(now), drain.counted().orElse(null)));
    }

    private record Leaving(Duration remaining, @Nullable Long connections) {}

    private static RealServerView realServer(
            DesiredRealServer server, String state, @Nullable Integer weight, @Nullable Leaving leaving) {
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
                weight,
                leaving == null ? null : leaving.remaining(),
                leaving == null ? null : leaving.connections(),
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
