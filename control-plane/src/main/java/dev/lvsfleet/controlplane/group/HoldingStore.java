package dev.lvsfleet.controlplane.group;

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

    private static final String UNELECTED = "SELECT s.name, held.address FROM virtual_service s"
            + " JOIN director_group g ON g.name = s.group_name"
            + " CROSS JOIN LATERAL (SELECT s.address AS address"
            + " UNION SELECT jsonb_array_elements_text(s.options -> 'addresses')) AS held"
            + " WHERE s.group_name = ?1 AND (?2 = '' OR s.name = ?2) AND g.addresses = 'elected'"
            + " AND (SELECT count(*) FROM director d WHERE d.group_name = ?1) > 1 AND held.address IS NOT NULL"
            + " AND held.address NOT IN (SELECT jsonb_array_elements_text(r.spec -> 'addresses')"
            + " FROM virtual_router r WHERE r.group_name = ?1) ORDER BY s.name, held.address LIMIT 1";

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
        List<?> unelected = entities.createNativeQuery(UNELECTED, Object[].class)
                .setParameter(1, group)
                .setParameter(2, service)
                .getResultList();
        if (!unelected.isEmpty()) {
            Object[] row = (Object[]) unelected.getFirst();
            String address = (String) row[1];
            throw ProblemKind.CONFLICT
                    .because("No virtual router would have " + address + ", at which virtual service " + row[0]
                            + " is, so the several directors of group " + group + " would all hold it at once. Make a"
                            + " virtual router that has it first (or move the service), or state \"addresses\":"
                            + " \"everywhere\" in the group when something before them spreads the packets.")
                    .at(at.apply(address))
                    .exception();
        }
    }
}
