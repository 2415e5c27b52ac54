package dev.lvsfleet.ipvs;

import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random tables over few keys, so that two of them overlap often. */
public final class RandomTables {

    private static final List<String> SCHEDULERS = List.of("rr", "wrr", "wlc", "sh");

    private RandomTables() {}

    public static IpvsTable table(Random random) {
        Map<ServiceKey, ServiceEntry> entries = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(5); i++) {
            ServiceEntry entry = entry(random);
            entries.put(entry.service().key(), entry);
        }
        return new IpvsTable(entries);
    }

    private static ServiceEntry entry(Random random) {
        Map<DestinationKey, Destination> destinations = new LinkedHashMap<>();
        for (int i = 0; i < random.nextInt(6); i++) {
            Destination destination = destination(random);
            destinations.put(destination.key(), destination);
        }
        return new ServiceEntry(service(random), destinations);
    }

    public static VirtualService service(Random random) {
        ServiceKey key = new ServiceKey(
                TransportProtocol.TCP,
                InetAddress.ofLiteral("198.51.100." + (1 + random.nextInt(3))),
                random.nextBoolean() ? 80 : 65535);
        String scheduler = SCHEDULERS.get(random.nextInt(SCHEDULERS.size()));
        boolean persistent = random.nextInt(3) == 0;
        int prefix = random.nextInt(33);
        return new VirtualService(
                key, scheduler, random.nextBoolean() ? 0 : 0x8, persistent ? 1 + random.nextInt(3600) : 0, prefix);
    }

    public static Destination destination(Random random) {
        DestinationKey key = new DestinationKey(
                InetAddress.ofLiteral("192.0.2." + (1 + random.nextInt(5))), random.nextInt(4) == 0 ? 8080 : 80);
        ForwardingMethod[] methods = ForwardingMethod.values();
        int upper = random.nextInt(3) == 0 ? random.nextInt(100) : 0;
        return new Destination(
                key,
                methods[random.nextInt(methods.length)],
                random.nextInt(3) == 0 ? 0 : random.nextInt(100),
                upper,
                upper == 0 ? 0 : random.nextInt(upper));
    }
}
