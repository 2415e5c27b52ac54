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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The director groups, and the lock that orders every change to one.
 *
 * <p>Lock order, the same everywhere so that no two transactions wait for each other: site, then what nodes reported, then groups
 * by name.
 */
@ApplicationScoped
public class GroupStore implements PanacheRepositoryBase<GroupRow, String> {

    private final RevisionStore revisions;
    private final SyncStore syncs;
    private final HoldingStore holdings;
    private final Clock clock;

    public GroupStore(RevisionStore revisions, SyncStore syncs, HoldingStore holdings, Clock clock) {
        this.revisions = revisions;
        this.syncs = syncs;
        this.holdings = holdings;
        this.clock = clock;
    }

    /** Locks the groups until the transaction ends; those that do not exist are absent from the answer. */
    public Map<String, GroupRow> lock(Collection<String> names) {
        return find("name in ?1 order by name", new TreeSet<>(names)).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .collect(Collectors.toMap(row -> row.name, Function.identity()));
    }

    /** Locks a group, its site and all groups of that, for what must agree across them; empty when there is no such group. */
    public Optional<GroupRow> lockWithItsSite(String name) {
        Optional<String> site = getEntityManager()
                .createQuery("select g.site from DirectorGroup g where g.name = ?1", String.class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst();
        site.ifPresent(it -> getEntityManager().find(SiteRow.class, it, LockModeType.PESSIMISTIC_WRITE));
        return site.flatMap(it -> find("site = ?1 order by name", it).withLock(LockModeType.PESSIMISTIC_WRITE).stream()
                .filter(row -> row.name.equals(name))
                .findFirst());
    }

    /** For a body that names a group nobody has created. */
    public static ProblemException unknown(String group) {
        return Problem.invalid("group", "There is no director group called " + group + ".")
                .exception();
    }

    @Transactional
    GroupRow create(DirectorGroup group) {
        if (lockSite(group) == null) {
            throw Problem.invalid("site", "There is no site called " + group.site() + ".")
                    .exception();
        }
        if (findByIdOptional(group.name()).isPresent()) {
            throw Answers.taken("director group", group.name());
        }
        syncs.refuseIfTaken(group);
        GroupRow row = new GroupRow();
        row.name = group.name();
        row.site = group.site();
        row.description = group.description();
        row.addresses = group.addresses().word();
        row.syncId = group.syncId();
        row.version = revisions.next();
        row.revision = row.version;
        row.revisedAt = clock.instant();
        persistAndFlush(row);
        return row;
    }

    @Transactional
    GroupRow replace(DirectorGroup group, IfMatch condition) {
        lockSite(group);
        GroupRow row = lockOne(group.name());
        condition.check(row.version);
        if (!row.site.equals(group.site())) {
            throw ProblemKind.CONFLICT
                    .because("A group stays at its site, " + row.site + "; make another group there.")
                    .at("site")
                    .exception();
        }
        row.version = Objects.equals(row.syncId, group.syncId()) ? revisions.next() : resynced(row, group);
        row.description = group.description();
        row.addresses = group.addresses().word();
        row.syncId = group.syncId();
        flush();
        holdings.refuseUnelected(row.name, "addresses");
        return row;
    }

    /** The revision of a group whose directors tell each other of connections otherwise than before. */
    private long resynced(GroupRow row, DirectorGroup group) {
        syncs.refuseIfTaken(group);
        syncs.refuseTwoFamilies(group);
        syncs.refuseHastyReturns(group);
        long revision = revisions.revise(List.of(row.name));
        // The row was revised behind Hibernate's back, which would write the old revision again.
        getEntityManager().refresh(row);
        return revision;
    }

    /** Ids of sync daemons are compared across a site; without one nothing is. Null when there is no such site. */
    private @Nullable SiteRow lockSite(DirectorGroup group) {
        LockModeType mode = group.syncId() == null ? LockModeType.PESSIMISTIC_READ : LockModeType.PESSIMISTIC_WRITE;
        return getEntityManager().find(SiteRow.class, group.site(), mode);
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
        refuseIfUsed(
                "virtual routers", "SELECT name FROM virtual_router WHERE group_name = ?1 ORDER BY name LIMIT 3", name);
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
