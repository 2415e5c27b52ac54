package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One family on one interface: its port while the interface is there, and the virtual routers behind it. For one thread. */
final class Gate {

    private static final int IDS = 256;

    private final Network network;
    private final String interfaceName;
    private final boolean ipv6;
    private final @Nullable VirtualRouter[] routers = new @Nullable VirtualRouter[IDS];
    private NetworkChange.@Nullable LinkIs link;
    private @Nullable Port port;
    private boolean forwards;

    Gate(Network network, String interfaceName, boolean ipv6) {
        this.network = network;
        this.interfaceName = interfaceName;
        this.ipv6 = ipv6;
    }

    void add(VirtualRouter router) {
        routers[router.settings().election().vrid().number()] = router;
    }

    void remove(Vrid vrid) {
        routers[vrid.number()] = null;
    }

    List<VirtualRouter> routers() {
        return Arrays.stream(routers).flatMap(Stream::ofNullable).toList();
    }

    String interfaceName() {
        return interfaceName;
    }

    /** Whether packets go in and out. */
    boolean isUp() {
        return port != null && link != null && link.running();
    }

    @Nullable
    Port port() {
        return port;
    }

    /** The interface's number; 0 while there is none. */
    int index() {
        return link == null ? 0 : link.link().index();
    }

    Optional<MacAddress> hardware() {
        return Optional.ofNullable(link).flatMap(is -> is.link().hardware());
    }

    /** Whether this host says that it is a router, where it says so of its IPv6 addresses. */
    boolean forwards() {
        return forwards;
    }

    /** Opens the port when the interface is there, and anew when it was made anew.
     *
     * @return whether it has another hardware address than before
     * @throws dev.lvsfleet.linux.sys.SystemCallException when there is no port to be had */
    boolean become(Optional<NetworkChange.LinkIs> is) {
        boolean sameLink = Objects.equals(
                is.map(it -> it.link().index()),
                Optional.ofNullable(link).map(it -> it.link().index()));
        Optional<MacAddress> before = hardware();
        if (!sameLink) {
            close();
        }
        link = is.orElse(null);
        if (is.isPresent() && port == null) {
            port = network.open(ipv6, interfaceName, is.get().link().index());
        }
        speak();
        join();
        forwards = ipv6 && network.forwardsIpv6(interfaceName);
        return sameLink && !before.equals(hardware());
    }

    /** Also those that came when the port was open already. */
    private void speak() {
        if (port != null) {
            Port open = port;
            routers().stream().filter(VirtualRouter::isMute).forEach(router -> router.speakBy(open));
        }
    }

    private void join() {
        if (port != null && isUp()) {
            Port open = port;
            routers().stream()
                    .map(VirtualRouter::settings)
                    .filter(settings -> settings.peers().isEmpty())
                    .findFirst()
                    .ifPresent(settings -> open.join(Advertiser.group(settings)));
        }
    }

    /** Passes on what the port has received, a bounded number of packets. */
    void hear(int most, Consumer<VirtualRouter> heard, Runnable forNobody) {
        for (int i = 0; i < most && port != null && port.receive(); i++) {
            VirtualRouter router = addressee(port.received());
            if (router == null) {
                forNobody.run();
            } else {
                heard.accept(router);
            }
        }
    }

    private @Nullable VirtualRouter addressee(ReceivedPacket packet) {
        return packet.length() < 2 ? null : routers[packet.unsignedByte(1)];
    }

    void close() {
        if (port != null) {
            routers().forEach(VirtualRouter::fallSilent);
            port.close();
            port = null;
        }
    }
}
