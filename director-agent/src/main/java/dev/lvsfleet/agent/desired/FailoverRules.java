package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.VirtualRouter;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Says what is wrong with the virtual routers of a document, and with its connection synchronisation. */
final class FailoverRules {

    private static final int HIGHEST_SYNC_ID = 255;

    /** What the nodes of a link tell advertisements apart by. */
    private record OnLink(String networkInterface, AddressFamily family, int vrid) {}

    private final DesiredState state;
    private final Faults faults;

    private final Set<String> names = new HashSet<>();
    private final Set<OnLink> onLink = new HashSet<>();
    private final Set<InetAddress> held = new HashSet<>();

    private FailoverRules(DesiredState state, Faults faults) {
        this.state = state;
        this.faults = faults;
        state.addresses().stream().map(DesiredAddress::address).forEach(held::add);
    }

    static void check(DesiredState state, Faults faults) {
        faults.require(
                state.role() == NodeRole.DIRECTOR || state.failover().equals(Failover.NONE),
                () -> "a real server takes part in no election");
        FailoverRules rules = new FailoverRules(state, faults);
        state.failover().virtualRouters().forEach(rules::router);
        ConnectionSync sync = state.failover().connectionSync();
        if (sync != null) {
            rules.connectionSync(sync);
        }
    }

    private void router(VirtualRouter router) {
        Supplier<String> where = () -> "virtual router " + router.name();
        faults.require(!router.name().isBlank(), () -> "a virtual router has no name");
        faults.require(names.add(router.name()), () -> where.get() + " is there twice");
        faults.require(
                onLink.add(new OnLink(router.networkInterface(), AddressFamily.of(router.source()), router.vrid())),
                () -> where.get() + ": id " + router.vrid() + " is there twice on " + router.networkInterface());
        for (InetAddress address : router.addresses()) {
            faults.require(
                    held.add(address), () -> where.get() + ": " + AddressText.of(address) + " is held otherwise too");
        }
        new RouterRules(router, faults).check();
        if (router.switchOver() != null) {
            long id = router.switchOver().id();
            faults.require(
                    id >= 1 && id <= state.revision(),
                    () -> where.get() + ": a switch-over of revision " + id + " in revision " + state.revision());
        }
    }

    /** The kernel has no word for a connection between two families, and refuses the daemon or the real server. */
    private void connectionSync(ConnectionSync sync) {
        faults.require(
                sync.syncId() >= 0 && sync.syncId() <= HIGHEST_SYNC_ID,
                () -> "connection synchronisation: id " + sync.syncId() + " is not between 0 and " + HIGHEST_SYNC_ID);
        faults.require(
                InterfaceName.isValid(sync.networkInterface()),
                () -> "connection synchronisation: '" + sync.networkInterface() + "' is not an interface name");
        for (DesiredService service : state.services()) {
            Stream<DesiredRealServer> everybody =
                    Stream.concat(service.realServers().stream(), service.fallback().stream());
            faults.require(
                    everybody.allMatch(real -> AddressFamily.of(real.address())
                            == service.endpoint().family()),
                    () -> "service " + service.name()
                            + ": a real server of the other family excludes connection synchronisation");
        }
    }
}
