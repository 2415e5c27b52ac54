package dev.lvsfleet.benchmarks.ipvs;

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

/**
 * Tables of one size: TCP services on port 80 of addresses of their own, {@code wrr}, direct routing.
 *
 * @param services 1 to 65,536
 * @param destinations 1 to 250, of each service
 */
public record Workload(int services, int destinations) {

    /** Services and destinations together. */
    public int entries() {
        return services * (1 + destinations);
    }

    /** The table in which every destination has this weight. */
    public IpvsTable table(int weight) {
        return IpvsTable.of(IntStream.range(0, services)
                .mapToObj(service -> entry(service, weight, weight))
                .toList());
    }

    /** The same, but for the first destination of the middle service. */
    public IpvsTable tableWithOne(int weight, int otherWeight) {
        return IpvsTable.of(IntStream.range(0, services)
                .mapToObj(service -> entry(service, service == services / 2 ? otherWeight : weight, weight))
                .toList());
    }

    /** The service that a table has in this place. */
    ServiceKey service(int number) {
        return new ServiceKey.Endpoint(TransportProtocol.TCP, address(198, 18, number), 80);
    }

    /** The service of which one destination changes. */
    ServiceKey changed() {
        return service(services / 2);
    }

    /** The service that comes last. */
    ServiceKey last() {
        return service(services - 1);
    }

    private ServiceEntry entry(int service, int firstWeight, int weight) {
        return ServiceEntry.of(
                VirtualService.of(service(service), "wrr"),
                IntStream.range(0, destinations)
                        .mapToObj(i -> Destination.of(
                                new DestinationKey(address(10, 1 + i, service), 80),
                                ForwardingMethod.DIRECT_ROUTE,
                                i == 0 ? firstWeight : weight))
                        .toList());
    }

    private static InetAddress address(int first, int second, int number) {
        return InetAddress.ofLiteral(first + "." + second + "." + number / 256 + "." + number % 256);
    }
}
