package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.controlplane.group.HastyReturns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Optional;

/** Looks for virtual routers that forbid connection synchronisation; asked inside the caller's transaction, the site locked. */
@ApplicationScoped
class ReturnStore implements HastyReturns {

    private static final String OF =
            "SELECT CAST(r.spec AS text) FROM virtual_router r WHERE r.group_name = ?1 ORDER BY r.name";

    private final EntityManager entities;

    ReturnStore(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public Optional<Hasty> hasty(String group) {
        List<?> specs = entities.createNativeQuery(OF, String.class)
                .setParameter(1, group)
                .getResultList();
        return specs.stream()
                .map(spec -> RouterBody.read((String) spec))
                .flatMap(spec -> ReturnRules.fault(spec).map(fault -> new Hasty(spec.name(), fault)).stream())
                .findFirst();
    }
}
