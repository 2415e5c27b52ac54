package dev.lvsfleet.agent.vrrp;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * All virtual routers of this node.
 *
 * @param routers of different names, ids and addresses, per interface and family; a sync group's in the order they move in
 */
public record VrrpSettings(List<RouterSettings> routers) {

    /** None. */
    public static final VrrpSettings NONE = new VrrpSettings(List.of());

    public VrrpSettings {
        routers = List.copyOf(routers);
        unique("name", routers, router -> Stream.of(router.name()));
        unique(
                "id on one interface",
                routers,
                router -> Stream.of(List.of(
                        router.networkInterface(),
                        router.isIpv6(),
                        router.election().vrid())));
        unique(
                "address on one interface",
                routers,
                router -> router.election().addresses().stream()
                        .map(address -> List.of(router.networkInterface(), address)));
    }

    private static void unique(
            String what, List<RouterSettings> routers, Function<RouterSettings, Stream<Object>> identities) {
        Set<Object> seen = new HashSet<>();
        for (RouterSettings router : routers) {
            identities.apply(router).forEach(identity -> {
                if (!seen.add(identity)) {
                    throw new IllegalArgumentException("two virtual routers have the same " + what + ": " + identity);
                }
            });
        }
    }
}
