package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.Readiness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the nodes of a site last said of their preparation. */
@ApplicationScoped
public class PreparationStore {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final String REPORTED = "SELECT n.address, CAST(r.report -> 'readiness' AS text) FROM real_server n"
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
        Map<InetAddress, List<Readiness>> reported = reported(service.group(), addresses);
        return addresses.stream()
                .map(address -> host(address, PreparedRules.of(service.addresses(), reported.get(address))))
                .toList();
    }

    private static PreparedView.Host host(InetAddress address, PreparedRules.Prepared prepared) {
        return new PreparedView.Host(AddressText.of(address), prepared.answer().word(), prepared.reason());
    }

    private Map<InetAddress, List<Readiness>> reported(String group, Collection<InetAddress> addresses) {
        List<?> rows = entities.createNativeQuery(REPORTED, Object[].class)
                .setParameter(1, group)
                .setParameter(2, addresses.stream().map(AddressText::of).toArray(String[]::new))
                .getResultList();
        Map<InetAddress, List<Readiness>> reported = new HashMap<>();
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            reported.put(InetAddress.ofLiteral((String) columns[0]), readiness((String) columns[1]));
        }
        return reported;
    }

    /** The column of an apply report; nothing for one without. */
    public static List<Readiness> readiness(@Nullable String json) {
        if (json == null) {
            return List.of();
        }
        try {
            List<Readiness> readiness = new ArrayList<>();
            for (JsonNode item : MAPPER.readTree(json)) {
                readiness.add(new Readiness(
                        InetAddress.ofLiteral(item.path("address").asText()),
                        item.path("ready").asBoolean(),
                        item.path("reason").asText()));
            }
            return readiness;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column report holds what the inbox never stored", e);
        }
    }
}
