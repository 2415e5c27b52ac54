package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a director's part in virtual routers forbids; asked inside the caller's transaction, the group locked. */
@ApplicationScoped
public class MembershipStore {

    private static final String OF = "SELECT r.name FROM virtual_router r WHERE r.spec -> 'members'"
            + " @> jsonb_build_array(jsonb_build_object('director', CAST(?1 AS text))) ORDER BY r.name LIMIT 3";

    private final EntityManager entities;
    private final NeighbourStore neighbours;

    MembershipStore(EntityManager entities, NeighbourStore neighbours) {
        this.entities = entities;
        this.neighbours = neighbours;
    }

    /**
     * Keeps a member where it is.
     *
     * @param what would happen to it, for example {@code be deleted}
     */
    public void refuseIfMember(String director, String what) {
        List<?> routers = entities.createNativeQuery(OF, String.class)
                .setParameter(1, director)
                .getResultList();
        if (!routers.isEmpty()) {
            throw ProblemKind.CONFLICT
                    .because("The director is a member of virtual routers, for example " + routers + ", and cannot "
                            + what + ": take it out of them first.")
                    .exception();
        }
    }

    /** Refuses an interface on which two of the director's virtual routers would have one id. */
    public void refuseInterface(String site, String director, String networkInterface) {
        Surroundings now = neighbours.of(site);
        Node node = now.directors().get(director);
        if (node == null || node.networkInterface().equals(networkInterface)) {
            return;
        }
        Map<String, Node> directors = new HashMap<>(now.directors());
        directors.put(director, new Node(node.group(), networkInterface));
        Surroundings then = new Surroundings(directors, now.others(), List.of());
        for (int i = 0; i < now.others().size(); i++) {
            for (RouterSpec other : now.others().subList(0, i)) {
                RouterSpec one = now.others().get(i);
                boolean concerned = one.member(director).isPresent()
                        || other.member(director).isPresent();
                if (concerned && NeighbourRules.idFault(one, other, then).isPresent()) {
                    throw ProblemKind.CONFLICT
                            .because("Virtual routers " + other.name() + " and " + one.name() + " have id " + one.vrid()
                                    + ", and would both be on " + networkInterface + ".")
                            .at("networkInterface")
                            .exception();
                }
            }
        }
    }
}
