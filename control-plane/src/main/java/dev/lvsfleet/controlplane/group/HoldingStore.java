package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.group.HoldingRules.Held;
import dev.lvsfleet.controlplane.group.HoldingRules.Holders;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Refuses that several directors hold one address at once unless that is stated. Asked inside the caller's transaction, the group
 * locked and the change written, so that what is looked at is what would be.
 */
@ApplicationScoped
public class HoldingStore {

    private static final String HOLDERS =
            "SELECT g.addresses, (SELECT count(*) FROM director d WHERE d.group_name = g.name)"
                    + " FROM director_group g WHERE g.name = ?1";

    private static final String HELD = "SELECT s.name, held.address, held.address IN (SELECT"
            + " jsonb_array_elements_text(r.spec -> 'addresses') FROM virtual_router r WHERE r.group_name = ?1)"
            + " FROM virtual_service s CROSS JOIN LATERAL (SELECT s.address AS address"
            + " UNION SELECT jsonb_array_elements_text(s.options -> 'addresses')) AS held"
            + " WHERE s.group_name = ?1 AND (?2 = '' OR s.name = ?2) AND held.address IS NOT NULL"
            + " ORDER BY s.name, held.address";

    private final EntityManager entities;

    HoldingStore(EntityManager entities) {
        this.entities = entities;
    }

    /** Of all the group's services, because of this field. */
    public void refuseUnelected(String group, String at) {
        refuse(group, "", _ -> at);
    }

    /**
     * Of one service.
     *
     * @param at the field of the service that has an address
     */
    public void refuseUnelected(String group, String service, UnaryOperator<String> at) {
        refuse(group, service, at);
    }

    private void refuse(String group, String service, UnaryOperator<String> at) {
        Holders holders = holders(group);
        HoldingRules.unelected(holders, held(group, service)).ifPresent(unelected -> {
            throw ProblemKind.CONFLICT
                    .because(HoldingRules.sentence(holders, unelected))
                    .at(at.apply(unelected.address()))
                    .exception();
        });
    }

    private Holders holders(String group) {
        Object[] row = (Object[]) entities.createNativeQuery(HOLDERS, Object[].class)
                .setParameter(1, group)
                .getSingleResult();
        return new Holders(group, Holding.parse((String) row[0]), ((Number) row[1]).longValue());
    }

    private List<Held> held(String group, String service) {
        List<?> rows = entities.createNativeQuery(HELD, Object[].class)
                .setParameter(1, group)
                .setParameter(2, service)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> new Held((String) row[0], (String) row[1], (Boolean) row[2]))
                .toList();
    }
}
