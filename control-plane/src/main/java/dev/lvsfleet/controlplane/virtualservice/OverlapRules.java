package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What no address may be at once in a group: virtual and a real server's. The directors hold every virtual address, so a
 * packet that is forwarded to one never leaves them, and the kernel says nothing about it.
 */
final class OverlapRules {

    /** An address of the service in question that another one of its group uses the other way. */
    sealed interface Overlap {

        /** Virtual here; a real server, of the pool or the fallback, there. */
        record Virtual(String address, String other) implements Overlap {}

        /** A real server here; virtual there, in a service or a virtual router. */
        record Real(String address, String other) implements Overlap {}

        /** Virtual here; held there by whom a virtual router of another group elects. */
        record Elected(String address, String other) implements Overlap {}

        /** Virtual here; there the address that a director advertises from. */
        record Source(String address, String other) implements Overlap {}

        /** Virtual here; there the address of a router that is no director of the fleet. */
        record OtherPeer(String address, String other) implements Overlap {}
    }

    private OverlapRules() {}

    /** The addresses that the directors would hold for it. */
    static List<String> virtual(VirtualService service) {
        return texts(service.addresses().stream());
    }

    /** The addresses of its pool and its fallback. */
    static List<String> real(VirtualService service) {
        return texts(Stream.concat(service.realServers().stream(), service.fallback().stream())
                .map(RealServer::address));
    }

    /** The field to blame for it, and the other service. */
    static FieldError error(VirtualService service, Overlap overlap) {
        return switch (overlap) {
            case Overlap.Virtual(String address, String other) ->
                new FieldError(
                        virtualField(service, address),
                        address + " is a real server of " + other + ", which would lose its packets: the directors of a"
                                + " group hold every virtual address of it.");
            case Overlap.Real(String address, String other) ->
                new FieldError(
                        realField(service, address),
                        address + " is a virtual address of " + other + ": the directors hold it, so what they forward"
                                + " to it is lost.");
            case Overlap.Elected(String address, String other) ->
                new FieldError(
                        virtualField(service, address),
                        address + " is an address of virtual router " + other + " of another group.");
            case Overlap.Source(String address, String other) ->
                new FieldError(
                        virtualField(service, address),
                        address + " is the address from which a director advertises in virtual router " + other + ".");
            case Overlap.OtherPeer(String address, String other) ->
                new FieldError(
                        virtualField(service, address),
                        address + " is one of the otherPeers of virtual router " + other + ", another host.");
        };
    }

    /** The field that has one of its virtual addresses. */
    static String virtualField(VirtualService service, String address) {
        return switch (service.endpoint()) {
            case ServiceEndpoint.Address _ -> "address";
            case ServiceEndpoint.FirewallMark _ ->
                "addresses[" + virtual(service).indexOf(address) + "]";
        };
    }

    private static String realField(VirtualService service, String address) {
        return Stream.concat(
                        fields("realServers", service.realServers(), address),
                        fields("fallback", service.fallback(), address))
                .findFirst()
                .orElse("realServers");
    }

    private static Stream<String> fields(String pool, List<RealServer> servers, String address) {
        return IntStream.range(0, servers.size())
                .filter(it -> AddressText.of(servers.get(it).address()).equals(address))
                .mapToObj(it -> pool + "[" + it + "].address");
    }

    private static List<String> texts(Stream<InetAddress> addresses) {
        return addresses.map(AddressText::of).toList();
    }
}
