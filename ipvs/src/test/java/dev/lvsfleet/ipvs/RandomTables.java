package dev.lvsfleet.ipvs;

import java.net.InetAddress;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** Random tables of all that the value model has, over few keys, so that two of them overlap often. */
public final class RandomTables {

    private static final List<String> SCHEDULERS =
            List.of("rr", "wrr", "lc", "wlc", "fo", "ovf", "lblc", "lblcr", "dh", "sh", "mh", "sed", "nq");

    private RandomTables() {}

    public static IpvsTable table(Random random) {
        Map<ServiceKey, ServiceEntry> entries = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            ServiceEntry entry = entry(random);
            entries.put(entry.service().key(), entry);
        }
        return new IpvsTable(entries);
    }

    private static ServiceEntry entry(Random random) {
        VirtualService service = service(random);
        Map<DestinationKey, Destination> destinations = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            Destination destination = destination(random, service.key().family());
            destinations.put(destination.key(), destination);
        }
        return new ServiceEntry(service, destinations);
    }

    public static VirtualService service(Random random) {
        ServiceKey key = key(random);
        boolean everyPort = key instanceof ServiceKey.Endpoint endpoint && endpoint.port() == 0;
        Persistence persistence =
                everyPort || random.nextInt(3) == 0 ? persistence(random, key.family()) : Persistence.NONE;
        return new VirtualService(key, one(random, SCHEDULERS), flags(random), persistence);
    }

    private static ServiceKey key(Random random) {
        AddressFamily family = one(random, List.of(AddressFamily.values()));
        if (random.nextInt(4) == 0) {
            return new ServiceKey.FirewallMark(family, one(random, List.of(7, -1)));
        }
        int host = 1 + random.nextInt(2);
        return new ServiceKey.Endpoint(
                one(random, List.of(TransportProtocol.values())),
                InetAddress.ofLiteral(
                        switch (family) {
                            case IPV4 -> "198.51.100." + host;
                            case IPV6 -> "2001:db8:1::" + host;
                        }),
                one(random, List.of(0, 80, 65535)));
    }

    private static Set<SchedulerFlag> flags(Random random) {
        EnumSet<SchedulerFlag> flags = EnumSet.allOf(SchedulerFlag.class);
        flags.removeIf(_ -> random.nextInt(3) > 0);
        return flags;
    }

    private static Persistence persistence(Random random, AddressFamily family) {
        int shortest = family == AddressFamily.IPV6 ? 1 : 0;
        return new Persistence.Sticky(
                one(random, List.of(1, 300, Persistence.MOST_SECONDS)),
                shortest + random.nextInt(family.bits() + 1 - shortest),
                random.nextInt(4) == 0 ? "sip" : "");
    }

    /** A destination that a service of this family can have. */
    public static Destination destination(Random random, AddressFamily service) {
        int host = 1 + random.nextInt(4);
        boolean six = (service == AddressFamily.IPV6) != (random.nextInt(4) == 0);
        DestinationKey key = new DestinationKey(
                InetAddress.ofLiteral(six ? "2001:db8:2::" + host : "192.0.2." + host),
                one(random, List.of(80, 80, 8080, 0)));
        int upper = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        return new Destination(
                key,
                key.family() == service ? forwarding(random) : tunnel(random),
                random.nextInt(3) == 0 ? 0 : random.nextInt(100),
                upper,
                upper == 0 ? 0 : random.nextInt(upper));
    }

    private static ForwardingMethod forwarding(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> ForwardingMethod.MASQUERADE;
            case 1 -> ForwardingMethod.DIRECT_ROUTE;
            default -> tunnel(random);
        };
    }

    private static ForwardingMethod tunnel(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> ForwardingMethod.TUNNEL;
            case 1 -> new ForwardingMethod.Tunnel(new Encapsulation.Gre(random.nextBoolean()));
            default ->
                new ForwardingMethod.Tunnel(new Encapsulation.Gue(
                        one(random, List.of(1, 6080, 65535)), one(random, List.of(Encapsulation.Checksum.values()))));
        };
    }

    private static <T> T one(Random random, List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
