package dev.lvsfleet.controlplane.ipvsadm;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.ipvs.AddressFamily;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.Encapsulation;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.Persistence;
import dev.lvsfleet.ipvs.SchedulerFlag;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Says in the words of the API what the kernel's table says of a service; pure. */
final class SpecCompiler {

    private SpecCompiler() {}

    /** The body of the request that creates the service; its name follows from what it serves. */
    static ObjectNode compile(VirtualService service, List<Destination> destinations, String group) {
        ObjectNode spec = JsonNodeFactory.instance.objectNode();
        spec.put("name", name(service.key()));
        spec.put("group", group);
        endpoint(spec, service.key());
        spec.put("scheduler", service.scheduler());
        ArrayNode flags = spec.putArray("schedulerFlags");
        service.flags().stream().sorted().forEach(flag -> flags.add(word(flag, service.scheduler())));
        persistence(spec, service.persistence());
        // A service says how its real servers are reached unless they say otherwise; here each of them does.
        spec.put(
                "forwarding",
                destinations.isEmpty() ? "dr" : word(destinations.getFirst().forwarding()));
        ArrayNode servers = spec.putArray("realServers");
        destinations.forEach(destination -> servers.add(realServer(destination)));
        return spec;
    }

    private static String name(ServiceKey key) {
        return switch (key) {
            case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) ->
                lowerCase(protocol) + "-"
                        + AddressText.of(address).replace('.', '-').replace(':', '-') + "-" + port;
            case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                "mark-" + Integer.toUnsignedString(mark) + "-" + lowerCase(family);
        };
    }

    private static void endpoint(ObjectNode spec, ServiceKey key) {
        switch (key) {
            case ServiceKey.Endpoint(TransportProtocol protocol, InetAddress address, int port) ->
                spec.put("address", AddressText.of(address)).put("port", port).put("protocol", lowerCase(protocol));
            case ServiceKey.FirewallMark(AddressFamily family, int mark) ->
                spec.put("firewallMark", Integer.toUnsignedLong(mark)).put("family", lowerCase(family));
        }
    }

    /** A flag that its scheduler does not have comes out as a word that the API does not know, and is refused by it. */
    private static String word(SchedulerFlag flag, String scheduler) {
        return switch (flag) {
            case ONE_PACKET -> "ops";
            case FALLBACK -> scheduler + "-fallback";
            case PORT -> scheduler + "-port";
            case THIRD -> "flag-3";
        };
    }

    private static void persistence(ObjectNode spec, Persistence persistence) {
        switch (persistence) {
            case Persistence.None() -> {}
            case Persistence.Sticky(int seconds, int prefix, String engine) -> {
                ObjectNode words = spec.putObject("persistence");
                words.put("timeout", DurationText.format(Duration.ofSeconds(seconds)));
                words.put("prefix", prefix);
                if (!engine.isEmpty()) {
                    words.put("engine", engine);
                }
            }
        }
    }

    private static ObjectNode realServer(Destination destination) {
        ObjectNode server = JsonNodeFactory.instance.objectNode();
        server.put("address", AddressText.of(destination.key().address()));
        if (destination.key().port() != 0) {
            server.put("port", destination.key().port());
        }
        server.put("weight", destination.weight());
        server.put("upperThreshold", destination.upperThreshold());
        server.put("lowerThreshold", destination.lowerThreshold());
        server.put("forwarding", word(destination.forwarding()));
        if (destination.forwarding() instanceof ForwardingMethod.Tunnel(Encapsulation encapsulation)) {
            server.set("tunnel", tunnel(encapsulation));
        }
        return server;
    }

    private static String word(ForwardingMethod forwarding) {
        return switch (forwarding) {
            case ForwardingMethod.Masquerade() -> "nat";
            case ForwardingMethod.DirectRoute() -> "dr";
            case ForwardingMethod.Tunnel _ -> "tun";
        };
    }

    private static ObjectNode tunnel(Encapsulation encapsulation) {
        ObjectNode tunnel = JsonNodeFactory.instance.objectNode();
        return switch (encapsulation) {
            case Encapsulation.IpInIp() -> tunnel.put("type", "ipip");
            case Encapsulation.Gre(boolean checksum) ->
                tunnel.put("type", "gre").put("checksum", checksum ? "csum" : "none");
            case Encapsulation.Gue(int port, Encapsulation.Checksum checksum) ->
                tunnel.put("type", "gue").put("port", port).put("checksum", word(checksum));
        };
    }

    private static String word(Encapsulation.Checksum checksum) {
        return switch (checksum) {
            case NONE -> "none";
            case UDP -> "csum";
            case REMOTE -> "remcsum";
        };
    }

    private static String lowerCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
