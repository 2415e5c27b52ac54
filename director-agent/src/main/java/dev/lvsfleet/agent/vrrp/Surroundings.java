package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.agent.vrrp.AddressBook.Place;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.netlink.NetlinkTransportException;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.sys.SystemCallException;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Track;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The links and addresses of this node: what changes there, the virtual routers are told. Used by one thread. */
final class Surroundings {

    /** What is tracked here of each router: whether it can send from the address it is to send from. */
    static final String SOURCE = "source-address";

    private record GateName(String interfaceName, boolean ipv6) {}

    private final Network network;
    private final Alarms alarms;
    private final AddressBook addresses;
    private final EffectShell shell;
    private final BiConsumer<VirtualRouter, Input> step;
    private final LinkTable links = new LinkTable();
    private final Map<GateName, Gate> gates = new LinkedHashMap<>();
    private final List<NetworkChange.AddressGone> lost = new ArrayList<>();
    private final Set<Place> told = new HashSet<>();
    private final Alarm retry = new Alarm(this::lookAtAll);
    private final Consumer<NetworkChange> applying = this::apply;
    private List<Gate> order = List.of();
    private boolean known;
    private boolean news;

    /** @param step tells a router something */
    Surroundings(
            Network network,
            Alarms alarms,
            AddressBook addresses,
            EffectShell shell,
            BiConsumer<VirtualRouter, Input> step) {
        this.network = network;
        this.alarms = alarms;
        this.addresses = addresses;
        this.shell = shell;
        this.step = step;
    }

    /** In the order of their making; the same list until there are others. */
    List<Gate> gates() {
        return order;
    }

    /** The gate that a router with these settings needs; opened if it can be. */
    Gate gate(RouterSettings settings) {
        Gate gate = gates.computeIfAbsent(
                new GateName(settings.networkInterface(), settings.isIpv6()),
                name -> new Gate(network, name.interfaceName(), name.ipv6()));
        order = List.copyOf(gates.values());
        return gate;
    }

    /** Closes those gates that no router needs any more. */
    void closeIdleGates() {
        gates.values().removeIf(gate -> {
            boolean idle = gate.routers().isEmpty();
            if (idle) {
                gate.close();
            }
            return idle;
        });
        order = List.copyOf(gates.values());
    }

    /** Reads what changed, and tells the routers. What they have lost is not put back yet: see {@link #restore}. */
    void readChanges() {
        boolean complete = network.changes(applying);
        if (!complete || !known) {
            readAll();
        }
        if (news) {
            news = false;
            // Before any router hears of it: what one gives up over it is in the table still.
            gates.values().forEach(gate -> gate.routers().forEach(this::removeLeftovers));
            lookAtAll();
        }
    }

    private void apply(NetworkChange change) {
        news |= links.apply(change);
        if (change instanceof NetworkChange.AddressGone gone && isAlone(gone)) {
            lost.add(gone);
        }
    }

    private static boolean isAlone(NetworkChange.AddressGone gone) {
        return gone.prefixLength() == gone.address().getAddress().length * Byte.SIZE;
    }

    private void readAll() {
        known = false; // until it has been read; meanwhile the timers go on
        List<NetworkChange> everything;
        try {
            everything = network.everything();
        } catch (NetlinkTransportException | NetlinkException failure) {
            shell.trouble("the links and addresses cannot be read, and are read again: " + failure.getMessage());
            return;
        }
        links.clear();
        everything.forEach(links::apply);
        known = true;
        news = true;
        addresses.places().stream()
                .filter(place -> !links.holds(place.index(), place.address()))
                .forEach(place -> lost.add(new NetworkChange.AddressGone(
                        place.index(), place.address(), place.address().getAddress().length * Byte.SIZE)));
    }

    /** Opens and closes gates, and tells each router where it stands. */
    private void lookAtAll() {
        for (Gate gate : order) {
            open(gate);
            gate.routers().forEach(this::look);
        }
    }

    /** Makes the gate as its interface is now. */
    void open(Gate gate) {
        try {
            if (gate.become(links.link(gate.interfaceName()))) {
                gate.routers().forEach(this::announceAgain);
            }
        } catch (SystemCallException refusal) {
            gate.close();
            gate.routers()
                    .forEach(router -> shell.trouble(
                            router,
                            "nothing can be sent or heard on " + gate.interfaceName() + ": " + refusal.getMessage()));
            alarms.set(retry, network.now() + Probation.FIRST_REST);
        }
    }

    /** The interface has another hardware address: what the neighbours have learned is wrong. */
    private void announceAgain(VirtualRouter router) {
        if (router.state() instanceof State.Active active) {
            shell.announce(
                    router,
                    active.held(),
                    router.settings().election().announcing().burst());
        }
    }

    /** Tells a router of its link and of its source address, where that is news to it. */
    void look(VirtualRouter router) {
        Gate gate = router.gate();
        boolean maySend =
                links.mayUse(gate.index(), router.settings().election().source());
        Track track = maySend ? new Track.Fine() : new Track.Faults();
        if (!track.equals(router.state().conditions().tracks().get(SOURCE))) {
            if (!maySend && gate.isUp()) { // else it is the link's fault
                shell.trouble(router, ObstacleRules.source(router.settings()));
            }
            step.accept(router, new Input.Tracked(SOURCE, track));
        }
        if (router.state().conditions().linkUp() != gate.isUp()) {
            step.accept(router, new Input.Link(gate.isUp()));
        }
    }

    /** There are other routers, or other addresses: at the next reading all is looked at as if it were new. */
    void lookAgain() {
        news = true;
        Set<InetAddress> wanted = gates.values().stream()
                .flatMap(gate -> gate.routers().stream())
                .flatMap(router -> router.settings().election().addresses().stream())
                .collect(Collectors.toSet());
        told.removeIf(place -> !wanted.contains(place.address()));
    }

    /**
     * Whoever is not Active has none of its addresses, on whatever interface: a process that was killed has left them behind,
     * or they were put there for ever before they were virtual. Told once of each.
     */
    void removeLeftovers(VirtualRouter router) {
        if (router.state() instanceof State.Active) {
            return;
        }
        Config election = router.settings().election();
        election.addresses().stream()
                .filter(address -> !address.equals(election.source()))
                .flatMap(address -> links.holdingAlone(address).stream().map(index -> new Place(index, address)))
                .filter(place ->
                        addresses.holder(place.index(), place.address()).isEmpty())
                .collect(Collectors.groupingBy(
                        Place::index, TreeMap::new, Collectors.mapping(Place::address, Collectors.toList())))
                .forEach((index, left) -> takeAway(router, index, left));
    }

    private void takeAway(VirtualRouter router, int index, List<InetAddress> left) {
        List<InetAddress> untold = left.stream()
                .filter(address -> told.add(new Place(index, address)))
                .toList();
        String what;
        try {
            network.release(index, left);
            what = "left behind and taken away: ";
        } catch (RuntimeException refusal) {
            what = "left behind and could not be taken away (" + refusal.getMessage() + "): ";
        }
        if (!untold.isEmpty()) {
            String named = untold.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(", "));
            shell.trouble(router, what + named + " on " + links.name(index));
        }
    }

    /** Puts back what somebody took away from an Active; after the machines had their say of a pause. */
    void restore() {
        if (lost.isEmpty()) {
            return;
        }
        for (NetworkChange.AddressGone gone : List.copyOf(lost)) {
            addresses
                    .holder(gone.index(), gone.address())
                    .filter(router -> router.gate().isUp() && router.gate().index() == gone.index())
                    .filter(_ -> !links.holds(gone.index(), gone.address())) // it was claimed again since
                    .ifPresent(router -> restore(router, gone.address()));
        }
        lost.clear();
    }

    private void restore(VirtualRouter router, InetAddress address) {
        shell.claim(router, List.of(address));
        if (router.unit().isCondemned()) {
            return; // it was refused
        }
        router.counters.add(Counters.Count.RESTORED);
        shell.announce(router, List.of(address), 1);
        shell.restored(router, address);
    }
}
