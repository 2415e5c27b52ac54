package dev.lvsfleet.agent.budget;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.VirtualRouter;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides how much of what a document takes away may go at once: the first deletions in the order of the document before it,
 * as far as the budget reaches. What is beyond it stays as it was; what is added or altered is not touched.
 *
 * <p>A service that goes spends its real servers too. The first service may go whatever it has, or one that holds more than
 * the budget never could.
 */
public final class BudgetRules {

    private final DesiredState wanted;
    private final Map<ServiceEndpoint, DesiredService> successors = new LinkedHashMap<>();
    /** What is left of the budget. */
    private int services;

    private int realServers;

    private BudgetRules(DeletionBudget budget, DesiredState held, DesiredState wanted) {
        this.wanted = wanted;
        this.services = budget.of(held.services().size());
        this.realServers = budget.of(
                held.services().stream().mapToInt(it -> it.realServers().size()).sum());
        wanted.services().forEach(it -> successors.put(it.endpoint(), it));
    }

    /**
     * The document as far as the budget reaches; the document itself when all of it does.
     *
     * @param held what the node holds now
     */
    public static DesiredState within(DeletionBudget budget, DesiredState held, DesiredState wanted) {
        return new BudgetRules(budget, held, wanted).limited(held);
    }

    /** How much of a document's deletions the state that is in force in its place lacks. */
    public static HeldBack heldBack(DesiredState wanted, DesiredState inForce) {
        Map<ServiceEndpoint, DesiredService> documents = new LinkedHashMap<>();
        wanted.services().forEach(it -> documents.put(it.endpoint(), it));
        int services = 0;
        int realServers = 0;
        for (DesiredService service : inForce.services()) {
            DesiredService document = documents.get(service.endpoint());
            if (document == null) {
                services++;
            } else {
                Map<Key, DesiredRealServer> pool = pool(document);
                Set<Key> fallback = fallback(document);
                realServers += (int) service.realServers().stream()
                        .filter(it -> isTakenAway(it, pool, fallback))
                        .count();
            }
        }
        return new HeldBack(services, realServers);
    }

    private DesiredState limited(DesiredState held) {
        boolean nothingSpentYet = true;
        for (DesiredService service : held.services()) {
            DesiredService successor = successors.get(service.endpoint());
            if (successor != null) {
                successors.put(service.endpoint(), shrunk(service, successor));
                continue;
            }
            int needed = service.realServers().size();
            if (services > 0 && (needed <= realServers || nothingSpentYet)) {
                services--;
                realServers = Math.max(0, realServers - needed);
                nothingSpentYet = false;
            } else {
                successors.put(service.endpoint(), service);
            }
        }
        List<DesiredService> result = List.copyOf(successors.values());
        return result.equals(wanted.services()) ? wanted : withServices(result, addresses(held), failover(held));
    }

    /** The successor, with those real servers of the service before it that the budget does not let go. */
    private DesiredService shrunk(DesiredService before, DesiredService successor) {
        Map<Key, DesiredRealServer> pool = pool(successor);
        Map<Key, DesiredRealServer> next = new LinkedHashMap<>(pool);
        Set<Key> fallback = fallback(successor);
        boolean complete = true;
        for (DesiredRealServer server : before.realServers()) {
            if (!isTakenAway(server, pool, fallback)) {
                continue;
            }
            if (realServers > 0) {
                realServers--;
            } else {
                complete = false;
                next.merge(Key.of(server), server, (wantedServer, kept) -> weighing(wantedServer, kept.weight()));
            }
        }
        return complete ? successor : withRealServers(successor, new ArrayList<>(next.values()));
    }

    private record Key(InetAddress address, int port) {
        static Key of(DesiredRealServer server) {
            return new Key(server.address(), server.port());
        }
    }

    /** Whether a real server is to be gone or to get weight 0; one that becomes a fallback stays of use. */
    private static boolean isTakenAway(DesiredRealServer server, Map<Key, DesiredRealServer> pool, Set<Key> fallback) {
        DesiredRealServer next = pool.get(Key.of(server));
        return next == null ? !fallback.contains(Key.of(server)) : server.weight() > 0 && next.weight() == 0;
    }

    private static Map<Key, DesiredRealServer> pool(DesiredService service) {
        Map<Key, DesiredRealServer> pool = new LinkedHashMap<>();
        service.realServers().forEach(it -> pool.put(Key.of(it), it));
        return pool;
    }

    private static Set<Key> fallback(DesiredService service) {
        return service.fallback().stream().map(Key::of).collect(Collectors.toSet());
    }

    private static DesiredRealServer weighing(DesiredRealServer server, int weight) {
        return new DesiredRealServer(
                server.address(),
                server.port(),
                weight,
                server.upperThreshold(),
                server.lowerThreshold(),
                server.forwarding(),
                server.tunnel(),
                server.target());
    }

    private static DesiredService withRealServers(DesiredService service, List<DesiredRealServer> realServers) {
        return new DesiredService(
                service.name(),
                service.endpoint(),
                service.scheduler(),
                service.flags(),
                service.persistence(),
                realServers,
                service.fallback(),
                service.policy());
    }

    /** Those of the document, and those without which nobody would reach the services that are held back. */
    private List<DesiredAddress> addresses(DesiredState held) {
        List<DesiredAddress> addresses = new ArrayList<>(wanted.addresses());
        Set<InetAddress> known =
                addresses.stream().map(DesiredAddress::address).collect(Collectors.toCollection(HashSet::new));
        wanted.failover().virtualRouters().forEach(router -> known.addAll(router.addresses()));
        for (DesiredAddress address : held.addresses()) {
            if (isLedTo(address.address()) && known.add(address.address())) {
                addresses.add(address);
            }
        }
        return addresses;
    }

    /** Those of the document, and the parts of those before it whose addresses lead to services that are held back. */
    private Failover failover(DesiredState held) {
        Map<String, VirtualRouter> routers = new LinkedHashMap<>();
        Set<InetAddress> known =
                wanted.addresses().stream().map(DesiredAddress::address).collect(Collectors.toCollection(HashSet::new));
        for (VirtualRouter router : wanted.failover().virtualRouters()) {
            routers.put(router.name(), router);
            known.addAll(router.addresses());
        }
        for (VirtualRouter before : held.failover().virtualRouters()) {
            List<InetAddress> needed = before.addresses().stream()
                    .filter(it -> isLedTo(it) && known.add(it))
                    .toList();
            if (!needed.isEmpty()) {
                routers.merge(
                        before.name(),
                        before.holding(needed),
                        (now, kept) -> now.holding(Stream.concat(now.addresses().stream(), needed.stream())
                                .toList()));
            }
        }
        return new Failover(List.copyOf(routers.values()), wanted.failover().connectionSync());
    }

    private boolean isLedTo(InetAddress address) {
        return successors.keySet().stream()
                .anyMatch(it -> it instanceof ServiceEndpoint.Address endpoint
                        && endpoint.address().equals(address));
    }

    private DesiredState withServices(List<DesiredService> limited, List<DesiredAddress> addresses, Failover failover) {
        return new DesiredState(
                        wanted.schema(),
                        wanted.node(),
                        wanted.revision(),
                        wanted.site(),
                        wanted.group(),
                        wanted.revisedAt(),
                        addresses,
                        limited,
                        wanted.table())
                .with(failover);
    }
}
