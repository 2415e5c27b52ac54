package dev.lvsfleet.controlplane.virtualrouter;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Looks for virtual routers that forbid connection synchronisation; asked inside the caller's transaction, the site locked. */
@ApplicationScoped
public class ReturnStore {

    private static final String OF =
            "SELECT CAST(r.spec AS text) FROM virtual_router r WHERE r.group_name = ?1 ORDER BY r.name";

    private final EntityManager entities;

    ReturnStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The first by name of the group's that would bring the role back before the connections are known. */
    public Optional<String> hasty(String group) {
        List<?> specs = entities.createNativeQuery(OF, String.class)
                .setParameter(1, group)
                .getResultList();
        return specs.stream()
                .map(spec -> RouterBody.read((String) spec))
                .filter(spec -> ReturnRules.fault(spec).isPresent())
                .map(RouterSpec::name)
                .findFirst();
    }
}
