package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ServedAddress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** What the nodes of a site last said of their preparation. */
@ApplicationScoped
public class PreparationStore {

    private static final String REPORTED =
            "SELECT n.address, CAST(r.report AS text), n.gateway_address FROM real_server n"
                    + " JOIN director_group g ON g.site = n.site LEFT JOIN apply_report r ON r.node = n.name AND r.site = n.site"
                    + " WHERE g.name = ?1 AND n.address = ANY (?2)";

    private final EntityManager entities;

    public PreparationStore(EntityManager entities) {
        this.entities = entities;
    }

    List<PreparedView.Host> of(VirtualService service) {
        List<InetAddress> addresses = Stream.concat(service.realServers().stream(), service.fallback().stream())
                .map(RealServer::address)
                .distinct()
                .toList();
        Map<InetAddress, HostWord> reported = reported(service.group(), addresses);
        return addresses.stream()
                .map(address -> host(address, PreparedRules.of(ways(service, address), reported.get(address))))
                .toList();
    }

    /** Those with a weight that have 0 until their hosts are prepared, each with what is missing. */
    public Map<RealServer, String> waiting(VirtualService service) {
        if (!service.requirePrepared()) {
            return Map.of();
        }
        List<InetAddress> addresses = Stream.concat(service.realServers().stream(), service.fallback().stream())
                .map(RealServer::address)
                .distinct()
                .toList();
        Map<InetAddress, HostWord> reported = reported(service.group(), addresses);
        Map<RealServer, String> waiting = new LinkedHashMap<>();
        for (List<RealServer> pool : List.of(service.realServers(), service.fallback())) {
            Set<RealServer> unprepared = PreparedRules.waiting(service, pool, reported);
            pool.stream()
                    .filter(server -> server.weight() > 0 && unprepared.contains(server))
                    .forEach(server -> waiting.put(
                            server,
                            PreparedRules.of(service.ways(server), reported.get(server.address()))
                                    .reason()));
        }
        return waiting;
    }

    private static List<ServedAddress> ways(VirtualService service, InetAddress address) {
        return Stream.concat(service.realServers().stream(), service.fallback().stream())
                .filter(server -> server.address().equals(address))
                .flatMap(server -> service.ways(server).stream())
                .distinct()
                .toList();
    }

    private static PreparedView.Host host(InetAddress address, PreparedRules.Prepared prepared) {
        return new PreparedView.Host(AddressText.of(address), prepared.answer().word(), prepared.reason());
    }

    private Map<InetAddress, HostWord> reported(String group, Collection<InetAddress> addresses) {
        List<?> rows = entities.createNativeQuery(REPORTED, Object[].class)
                .setParameter(1, group)
                .setParameter(2, addresses.stream().map(AddressText::of).toArray(String[]::new))
                .getResultList();
        Map<InetAddress, HostWord> reported = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            reported.put(
                    InetAddress.ofLiteral((String) columns[0]), HostWord.of((String) columns[1], (String) columns[2]));
        }
        return reported;
    }
}
