package dev.lvsfleet.agent.servicestate;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Place;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.DestinationStatistics;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.ServiceStatistics;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts into the contract's words what the kernel holds of each service. */
final class StateRules {

    private StateRules() {}

    /**
     * When something was seen.
     *
     * @param node the director
     * @param carried the newest statistics; empty before the first
     */
    record Sight(String node, IpvsStatistics carried, Instant at) {}

    /** The states of all services of the document in force, in its order; what each real server is is taken to be new. */
    static List<ServiceState> of(TableView view, Sight sight) {
        Map<ServiceEndpoint, List<Drain>> drains =
                view.drains().stream().collect(Collectors.groupingBy(Drain::endpoint));
        return view.effective().map(EffectiveState::services).orElse(List.of()).stream()
                .map(it ->
                        state(view, sight, it, drains.getOrDefault(it.desired().endpoint(), List.of())))
                .toList();
    }

    private static ServiceState state(TableView view, Sight sight, EffectiveService service, List<Drain> draining) {
        Shown shown =
                Shown.of(view, sight, TargetCompiler.keyOf(service.desired().endpoint()));
        long revision = revision(view);
        List<ServiceState.Backend> backends = new ArrayList<>();
        service.all().forEach(it -> backends.add(backend(it, shown, revision)));
        draining.forEach(it -> backends.add(shown.backend(it.server(), Place.DRAINING, 0, true, revision)));
        return new ServiceState(
                ServiceState.SCHEMA,
                sight.node(),
                service.desired().name(),
                revision,
                sight.at(),
                shown.isAsWanted(view.equal()) && isReachable(service.desired().endpoint(), view),
                service.quorum(),
                service.isServedByFallback(),
                backends);
    }

    static long revision(TableView view) {
        return view.effective().map(EffectiveState::revision).orElse(0L);
    }

    /** Whether the service's address, if it has one of the document's, is on its interface. */
    private static boolean isReachable(ServiceEndpoint endpoint, TableView view) {
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol _, InetAddress address, int _) ->
                view.effective().map(EffectiveState::addresses).orElse(List.of()).stream()
                        .filter(it -> it.address().equals(address))
                        .allMatch(view.addresses()::contains);
            case ServiceEndpoint.FirewallMark _ -> true;
        };
    }

    private static ServiceState.Backend backend(Placement place, Shown shown, long revision) {
        boolean inTable = place.standing().isInTable();
        Integer wanted = inTable ? Integer.valueOf(place.weight()) : null;
        return shown.backend(place.server(), place(place.standing()), wanted, inTable, revision);
    }

    private static Place place(Standing standing) {
        return switch (standing) {
            case IN_POOL -> Place.IN_POOL;
            case RAMPING -> Place.RAMPING;
            case HELD -> Place.HELD;
            case QUIESCED -> Place.QUIESCED;
            case EJECTED -> Place.EJECTED;
            case FALLBACK -> Place.FALLBACK;
            case STANDBY -> Place.STANDBY;
        };
    }

    /** A service in the kernel, beside what it shall be. */
    private record Shown(
            @Nullable ServiceEntry wanted,
            @Nullable ServiceEntry present,
            @Nullable ServiceStatistics carried) {

        static Shown of(TableView view, Sight sight, ServiceKey key) {
            return new Shown(
                    view.wanted().services().get(key),
                    view.present().services().get(key),
                    sight.carried().services().get(key));
        }

        /**
         * Whether it holds all that it shall, and, unless everything was done, nothing else: what is there besides is others',
         * or could not be deleted.
         */
        boolean isAsWanted(boolean everythingDone) {
            return wanted != null
                    && present != null
                    && wanted.service().equals(present.service())
                    && present.destinations()
                            .entrySet()
                            .containsAll(wanted.destinations().entrySet())
                    && (everythingDone
                            || present.destinations().size()
                                    == wanted.destinations().size());
        }

        ServiceState.Backend backend(
                DesiredRealServer server, Place place, @Nullable Integer wantedWeight, boolean inTable, long revision) {
            DestinationKey key = TargetCompiler.keyOf(server);
            boolean elsewhere =
                    !inTable && wanted != null && wanted.destinations().containsKey(key);
            Destination there =
                    present == null || elsewhere ? null : present.destinations().get(key);
            DestinationStatistics its = there == null || carried == null
                    ? null
                    : carried.destinations().get(key);
            return new ServiceState.Backend(
                    server.address(),
                    server.port(),
                    place,
                    there == null ? null : Integer.valueOf(there.weight()),
                    wantedWeight,
                    its == null ? null : Long.valueOf(its.active()),
                    its == null ? null : Long.valueOf(its.inactive()),
                    revision);
        }
    }
}
