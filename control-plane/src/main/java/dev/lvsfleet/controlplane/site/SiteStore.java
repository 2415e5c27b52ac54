package dev.lvsfleet.controlplane.site;

import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;

/** The sites. A site's row is locked before any group's, in every transaction that takes both. */
@ApplicationScoped
public class SiteStore implements PanacheRepositoryBase<SiteRow, String> {

    private final RevisionStore revisions;

    public SiteStore(RevisionStore revisions) {
        this.revisions = revisions;
    }

    @Transactional
    SiteRow create(Site site) {
        if (findByIdOptional(site.name()).isPresent()) {
            throw Answers.taken("site", site.name());
        }
        SiteRow row = new SiteRow();
        row.name = site.name();
        row.description = site.description();
        row.version = revisions.next();
        persistAndFlush(row);
        return row;
    }

    @Transactional
    SiteRow replace(Site site, IfMatch condition) {
        SiteRow row = lock(site.name());
        condition.check(row.version);
        row.description = site.description();
        row.version = revisions.next();
        return row;
    }

    @Transactional
    void delete(String name, IfMatch condition) {
        SiteRow row = lock(name);
        condition.check(row.version);
        refuseIfUsed("director groups", "SELECT name FROM director_group WHERE site = ?1 ORDER BY name LIMIT 3", name);
        refuseIfUsed("real servers", "SELECT name FROM real_server WHERE site = ?1 ORDER BY name LIMIT 3", name);
        delete(row);
        flush();
    }

    private void refuseIfUsed(String by, String sql, String name) {
        List<?> users =
                getEntityManager().createNativeQuery(sql).setParameter(1, name).getResultList();
        if (!users.isEmpty()) {
            throw Answers.stillUsed("site", by, users);
        }
    }

    /** A page of rows, one more than the limit when there is a next page. */
    List<SiteRow> page(String after, int limit) {
        return find("name > ?1 order by name", after).range(0, limit).list();
    }

    /** All sites' names. */
    @Transactional
    public List<String> names() {
        return streamAll().map(row -> row.name).sorted().toList();
    }

    private SiteRow lock(String name) {
        SiteRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw Answers.notFound("site", name);
        }
        return row;
    }
}
