package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.InterfaceName;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with a document that could be read: the kernel would refuse it, or would take it and lose packets.
 *
 * <p>The control plane checks the same before it signs; a node that a mistake can take down checks again.
 */
public final class DocumentRules {

    static final int MAX_FAULTS = 10;

    /** As {@code dev_valid_name()} has it, without the characters a shell or a sysctl path would stumble over. */
    private final List<String> faults = new ArrayList<>();

    private DocumentRules() {}

    /** One sentence for each fault, at most ten; none for a sound document. */
    public static List<String> faults(DesiredState state) {
        DocumentRules rules = new DocumentRules();
        rules.addresses(state.addresses());
        rules.services(state.services());
        return rules.faults.stream().limit(MAX_FAULTS).toList();
    }

    private void addresses(List<DesiredAddress> addresses) {
        Set<InetAddress> seen = new HashSet<>();
        for (DesiredAddress desired : addresses) {
            Supplier<String> where = () -> "address " + literal(desired.address());
            unicast(where, desired.address());
            require(
                    desired.prefixLength() >= 1 && desired.prefixLength() <= 32,
                    () -> where.get() + ": prefix length " + desired.prefixLength() + " is not between 1 and 32");
            require(
                    isPresent(desired.networkInterface()) && InterfaceName.isValid(desired.networkInterface()),
                    () -> where.get() + ": '" + desired.networkInterface() + "' is not an interface name");
            require(seen.add(desired.address()), () -> where.get() + " is there twice");
        }
    }

    private void services(List<DesiredService> services) {
        record Endpoint(@Nullable Object protocol, @Nullable InetAddress address, int port) {}
        Set<Endpoint> seen = new HashSet<>();
        for (DesiredService service : services) {
            Supplier<String> where = () -> "service " + service.name();
            require(isPresent(service.name()) && !service.name().isBlank(), () -> "a service has no name");
            require(isPresent(service.protocol()), () -> where.get() + " has no protocol");
            require(isPresent(service.scheduler()), () -> where.get() + " has no scheduler");
            require(isPresent(service.forwarding()), () -> where.get() + " has no forwarding method");
            unicast(where, service.address());
            port(where, service.port());
            require(
                    seen.add(new Endpoint(service.protocol(), service.address(), service.port())),
                    () -> where.get() + ": " + literal(service.address()) + ":" + service.port() + " is there twice");
            if (isPresent(service.forwarding())) {
                realServers(where, service);
            }
        }
    }

    private void realServers(Supplier<String> service, DesiredService desired) {
        record Endpoint(@Nullable InetAddress address, int port) {}
        Set<Endpoint> seen = new HashSet<>();
        for (DesiredRealServer server : desired.realServers()) {
            Supplier<String> where =
                    () -> service.get() + ", real server " + literal(server.address()) + ":" + server.port();
            unicast(where, server.address());
            port(where, server.port());
            require(server.weight() >= 0, () -> where.get() + ": weight " + server.weight() + " is negative");
            thresholds(where, server);
            require(
                    desired.forwarding().mapsPorts() || server.port() == desired.port(),
                    () -> where.get() + ": " + desired.forwarding() + " cannot map port " + desired.port());
            require(seen.add(new Endpoint(server.address(), server.port())), () -> where.get() + " is there twice");
        }
    }

    private void thresholds(Supplier<String> where, DesiredRealServer server) {
        int upper = server.upperThreshold();
        int lower = server.lowerThreshold();
        require(
                upper >= 0 && lower >= 0 && lower <= upper,
                () -> where.get() + ": thresholds " + lower + " and " + upper + " are not 0 <= lower <= upper");
    }

    private void unicast(Supplier<String> where, @Nullable InetAddress address) {
        require(
                address instanceof Inet4Address
                        && !address.isAnyLocalAddress()
                        && !address.isMulticastAddress()
                        && address.getAddress()[0] != 0
                        && (address.getAddress()[0] & 0xff) < 240,
                () -> where.get() + ": not a unicast IPv4 address");
    }

    private void port(Supplier<String> where, int port) {
        require(port >= 1 && port <= 65535, () -> where.get() + ": port " + port + " is not between 1 and 65535");
    }

    /** Sentences are made only when needed: a sound document has thousands of places and needs none. */
    private void require(boolean holds, Supplier<String> fault) {
        if (!holds && faults.size() < MAX_FAULTS) {
            faults.add(fault.get());
        }
    }

    /** JSON can say null where the record says it cannot be. */
    private static boolean isPresent(@Nullable Object component) {
        return component != null;
    }

    private static String literal(@Nullable InetAddress address) {
        return address == null ? "(none)" : address.getHostAddress();
    }
}
