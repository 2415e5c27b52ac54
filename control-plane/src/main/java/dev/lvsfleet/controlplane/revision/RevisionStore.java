package dev.lvsfleet.controlplane.revision;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.util.Collection;

/** The fleet-wide sequence and the outbox, both inside the caller's transaction. */
@ApplicationScoped
public class RevisionStore {

    /** One round trip while the groups are locked: every further one would lengthen the queue of those who wait. */
    private static final String REVISE = "WITH step AS MATERIALIZED (SELECT nextval('revision_seq') AS revision),"
            + " revised AS (UPDATE director_group SET revision = step.revision, revised_at = clock_timestamp()"
            + " FROM step WHERE name = ANY (?1) RETURNING name, site),"
            + " queued AS (INSERT INTO outbox (site, group_name) SELECT site, name FROM revised)"
            + " SELECT revision FROM step";

    private final EntityManager entities;

    public RevisionStore(EntityManager entities) {
        this.entities = entities;
    }

    /** The next value of the one sequence; take it only with the locks already held, so that order and content agree. */
    public long next() {
        return number(entities.createNativeQuery("SELECT nextval('revision_seq')", Long.class)
                .getSingleResult());
    }

    /** Gives locked groups one new revision and asks the relay to publish them. */
    public long revise(Collection<String> lockedGroups) {
        return number(entities.createNativeQuery(REVISE, Long.class)
                .setParameter(1, lockedGroups.toArray(String[]::new))
                .getSingleResult());
    }

    private static long number(Object value) {
        return ((Number) value).longValue();
    }

    /** Makes whoever else is about to create a node of this name wait: a director and a real server share the bus's keys. */
    public void claimNodeName(String name) {
        entities.createNativeQuery(
                        "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended('node ' || ?1, 0))", Integer.class)
                .setParameter(1, name)
                .getSingleResult();
    }

    /** Asks the relay to look at a real server: to publish it, or to end its document when it is gone. */
    public void nodeChanged(String site, String node) {
        nodeLeft(site, node);
    }

    /** Asks the relay to end the node's document at a site that it has left. */
    public void nodeLeft(String site, String node) {
        entities.createNativeQuery("INSERT INTO outbox (site, node) VALUES (?1, ?2)")
                .setParameter(1, site)
                .setParameter(2, node)
                .executeUpdate();
    }
}
