package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.problem.Problem;
import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import dev.lvsfleet.controlplane.site.SiteRow;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The director groups, and the lock that orders every change to one.
 *
 * <p>Lock order, the same everywhere so that no two transactions wait for each other: site, then what nodes reported, then groups
 * by name.
 */
@ApplicationScoped
public class GroupStore implements PanacheRepositoryBase<GroupRow, String> {

    private final RevisionStore revisions;
    private final Clock clock;

    public GroupStore(RevisionStore revisions, Clock clock) {
        this.revisions = revisions;
        this.clock = clock;
    }

    /** Locks the groups until the transaction ends; those that do not exist are absent from the answer. */
    public Map<String, GroupRow> lock(Collection<String> names) {
        return find("name in ?1 order by name", new TreeSet<>(names)).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .collect(Collectors.toMap(row -> row.name, Function.identity()));
    }

    /** For a body that names a group nobody has created. */
    public static ProblemException unknown(String group) {
        return Problem.invalid("group", "There is no director group called " + group + ".")
                .exception();
    }

    @Transactional
    GroupRow create(DirectorGroup group) {
        if (getEntityManager().find(SiteRow.class, group.site(), LockModeType.PESSIMISTIC_READ) == null) {
            throw Problem.invalid("site", "There is no site called " + group.site() + ".")
                    .exception();
        }
        if (findByIdOptional(group.name()).isPresent()) {
            throw Answers.taken("director group", group.name());
        }
        GroupRow row = new GroupRow();
        row.name = group.name();
        row.site = group.site();
        row.description = group.description();
        row.version = revisions.next();
        row.revision = row.version;
        row.revisedAt = clock.instant();
        persistAndFlush(row);
        return row;
    }

    @Transactional
    GroupRow replace(DirectorGroup group, IfMatch condition) {
        GroupRow row = lockOne(group.name());
        condition.check(row.version);
        if (!row.site.equals(group.site())) {
            throw ProblemKind.CONFLICT
                    .because("A group stays at its site, " + row.site + "; make another group there.")
                    .at("site")
                    .exception();
        }
        row.description = group.description();
        row.version = revisions.next();
        return row;
    }

    @Transactional
    void delete(String name, IfMatch condition) {
        GroupRow row = lockOne(name);
        condition.check(row.version);
        refuseIfUsed("directors", "SELECT name FROM director WHERE group_name = ?1 ORDER BY name LIMIT 3", name);
        refuseIfUsed(
                "virtual services",
                "SELECT name FROM virtual_service WHERE group_name = ?1 ORDER BY name LIMIT 3",
                name);
        delete(row);
        flush();
    }

    List<GroupRow> page(String after, int limit) {
        return find("name > ?1 order by name", after).range(0, limit).list();
    }

    private GroupRow lockOne(String name) {
        GroupRow row = lock(List.of(name)).get(name);
        if (row == null) {
            throw Answers.notFound("director group", name);
        }
        return row;
    }

    private void refuseIfUsed(String what, String sql, String name) {
        List<?> users =
                getEntityManager().createNativeQuery(sql).setParameter(1, name).getResultList();
        if (!users.isEmpty()) {
            throw Answers.stillUsed("group", what, users);
        }
    }
}
