package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;

/** What stands in the way of a group's connection synchronisation; asked inside the caller's transaction, the group locked. */
@ApplicationScoped
class SyncStore {

    /** The same id on one link would be one herd of daemons, and each group would keep the other's connections. */
    private static final String SAME_ID =
            "SELECT name FROM director_group WHERE site = ?1 AND name <> ?2 AND sync_id = ?3 ORDER BY name LIMIT 1";

    private static final String TWO_FAMILIES = "SELECT s.name FROM virtual_service s,"
            + " jsonb_array_elements(s.real_servers || s.fallback) AS server WHERE s.group_name = ?1"
            + " AND (server ->> 'address' LIKE '%:%') <> coalesce(s.family = 'IPV6', s.address LIKE '%:%')"
            + " ORDER BY s.name LIMIT 1";

    private final EntityManager entities;
    private final HastyReturns returns;

    SyncStore(EntityManager entities, HastyReturns returns) {
        this.entities = entities;
        this.returns = returns;
    }

    void refuseIfTaken(DirectorGroup group) {
        Integer id = group.syncId();
        if (id != null) {
            refuseIfAny(
                    entities.createNativeQuery(SAME_ID, String.class)
                            .setParameter(1, group.site())
                            .setParameter(2, group.name())
                            .setParameter(3, id)
                            .getResultList(),
                    "connectionSync.syncId",
                    "Is that of group %s, whose connections would be kept here too.");
        }
    }

    /** The kernel refuses one when it has the other. */
    void refuseTwoFamilies(DirectorGroup group) {
        if (group.syncId() != null) {
            refuseIfAny(
                    entities.createNativeQuery(TWO_FAMILIES, String.class)
                            .setParameter(1, group.name())
                            .getResultList(),
                    "connectionSync",
                    "Virtual service %s has a real server of the other family, with which the kernel synchronises no"
                            + " connections.");
        }
    }

    /** Whoever takes the role back before it knows the connections loses them. */
    void refuseHastyReturns(DirectorGroup group) {
        if (group.syncId() != null) {
            returns.hasty(group.name()).ifPresent(hasty -> {
                throw refusal(
                        "connectionSync",
                        "Virtual router " + hasty.router() + " stands in the way. Its "
                                + hasty.fault().field() + ": " + hasty.fault().message());
            });
        }
    }

    private static void refuseIfAny(List<?> names, String field, String sentence) {
        if (!names.isEmpty()) {
            throw refusal(field, sentence.formatted(names.getFirst()));
        }
    }

    private static ProblemException refusal(String field, String sentence) {
        return ProblemKind.CONFLICT.because(sentence).at(field).exception();
    }
}
