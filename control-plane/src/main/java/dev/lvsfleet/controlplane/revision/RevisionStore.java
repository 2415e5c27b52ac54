package dev.lvsfleet.controlplane.revision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** The fleet-wide sequence and the outbox, both inside the caller's transaction. */
@ApplicationScoped
public class RevisionStore {

    private final EntityManager entities;

    public RevisionStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The next value of the one sequence; take it only with the locks already held, so that order and content agree. */
    public long next() {
        Object value = entities.createNativeQuery("SELECT nextval('revision_seq')", Long.class)
                .getSingleResult();
        return ((Number) value).longValue();
    }

    /** Asks the relay to publish the group's documents. */
    public void groupChanged(String site, String group) {
        entities.createNativeQuery("INSERT INTO outbox (site, group_name) VALUES (?1, ?2)")
                .setParameter(1, site)
                .setParameter(2, group)
                .executeUpdate();
    }

    /** Asks the relay to end the node's document at a site that it has left. */
    public void nodeLeft(String site, String node) {
        entities.createNativeQuery("INSERT INTO outbox (site, node) VALUES (?1, ?2)")
                .setParameter(1, site)
                .setParameter(2, node)
                .executeUpdate();
    }
}
