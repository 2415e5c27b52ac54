package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.Encapsulation;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says in the kernel's terms what the contract says of a service and of a real server. */
public final class KernelCompiler {

    private KernelCompiler() {}

    /** The key under which the kernel has a service. */
    public static ServiceKey key(ServiceEndpoint endpoint) {
        return switch (endpoint) {
            case ServiceEndpoint.Address(Protocol protocol, InetAddress address, int port) ->
                new ServiceKey.Endpoint(protocol(protocol), address, port);
            case ServiceEndpoint.FirewallMark(AddressFamily family, long mark) ->
                new ServiceKey.FirewallMark(family(family), (int) mark); // unsigned to the kernel
        };
    }

    static VirtualService service(DesiredService desired) {
        return new VirtualService(
                key(desired.endpoint()),
                desired.scheduler().kernelName(),
                flags(desired.flags()),
                persistence(desired.persistence()));
    }

    /** The key under which the kernel has a real server of a service. */
    static DestinationKey key(DesiredRealServer server) {
        return new DestinationKey(server.address(), server.port());
    }

    /** A real server with the weight that it has now, whatever the operator gave it. */
    static Destination destination(DesiredRealServer server, int weight) {
        return new Destination(
                key(server),
                forwarding(server.forwarding(), server.tunnel()),
                weight,
                server.upperThreshold(),
                server.lowerThreshold());
    }

    private static TransportProtocol protocol(Protocol protocol) {
        return switch (protocol) {
            case TCP -> TransportProtocol.TCP;
            case UDP -> TransportProtocol.UDP;
            case SCTP -> TransportProtocol.SCTP;
        };
    }

    private static dev.lvsfleet.ipvs.AddressFamily family(AddressFamily family) {
        return switch (family) {
            case IPV4 -> dev.lvsfleet.ipvs.AddressFamily.IPV4;
            case IPV6 -> dev.lvsfleet.ipvs.AddressFamily.IPV6;
        };
    }

    private static Set<SchedulerFlag> flags(Set<dev.lvsfleet.contract.SchedulerFlag> flags) {
        return flags.stream().map(KernelCompiler::flag).collect(Collectors.toUnmodifiableSet());
    }

    private static SchedulerFlag flag(dev.lvsfleet.contract.SchedulerFlag flag) {
        return switch (flag) {
            case SH_PORT, MH_PORT -> SchedulerFlag.PORT;
            case SH_FALLBACK, MH_FALLBACK -> SchedulerFlag.FALLBACK;
            case ONE_PACKET -> SchedulerFlag.ONE_PACKET;
        };
    }

    private static dev.lvsfleet.ipvs.Persistence persistence(@Nullable Persistence persistence) {
        if (persistence == null) {
            return dev.lvsfleet.ipvs.Persistence.NONE;
        }
        String engine = Optional.ofNullable(persistence.engine())
                .map(it -> it.name().toLowerCase(Locale.ROOT))
                .orElse("");
        return new dev.lvsfleet.ipvs.Persistence.Sticky(
                Math.toIntExact(persistence.timeout().toSeconds()), persistence.prefixLength(), engine);
    }

    private static ForwardingMethod forwarding(Forwarding forwarding, @Nullable Tunnel tunnel) {
        return switch (forwarding) {
            case DIRECT_ROUTING -> ForwardingMethod.DIRECT_ROUTE;
            case NAT -> ForwardingMethod.MASQUERADE;
            case TUNNEL -> new ForwardingMethod.Tunnel(encapsulation(tunnel == null ? Tunnel.PLAIN : tunnel));
        };
    }

    private static Encapsulation encapsulation(Tunnel tunnel) {
        return switch (tunnel.encapsulation()) {
            case IPIP -> Encapsulation.IPIP;
            case GRE -> new Encapsulation.Gre(tunnel.checksum() == TunnelChecksum.CSUM);
            case GUE -> new Encapsulation.Gue(tunnel.port(), checksum(tunnel.checksum()));
        };
    }

    private static Encapsulation.Checksum checksum(TunnelChecksum checksum) {
        return switch (checksum) {
            case NONE -> Encapsulation.Checksum.NONE;
            case CSUM -> Encapsulation.Checksum.UDP;
            case REMCSUM -> Encapsulation.Checksum.REMOTE;
        };
    }
}
