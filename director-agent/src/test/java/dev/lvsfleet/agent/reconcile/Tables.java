package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.util.stream.IntStream;

/** Tables of many services. */
final class Tables {

    private Tables() {}

    /** Services on ports from 1 on, each with so many destinations of weight 1. */
    static IpvsTable of(int services, int destinations) {
        return IpvsTable.of(IntStream.rangeClosed(1, services)
                .mapToObj(port -> ServiceEntry.of(
                        VirtualService.of(service(port), "wrr"),
                        IntStream.rangeClosed(1, destinations)
                                .mapToObj(host -> destination(host, 1))
                                .toList()))
                .toList());
    }

    static ServiceKey service(int port) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("192.168.148.161"), port);
    }

    static Destination destination(int host, int weight) {
        return Destination.of(
                new DestinationKey(InetAddress.ofLiteral("192.168.148." + host), 80),
                ForwardingMethod.DIRECT_ROUTE,
                weight);
    }
}
