package dev.lvsfleet.controlplane.director;

import dev.lvsfleet.controlplane.group.GroupRow;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.group.HoldingStore;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.report.ReportRow;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import dev.lvsfleet.controlplane.virtualrouter.MembershipStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The directors. Each change locks the groups it touches. The group that a director is in afterwards gets a new revision; one
 * that it leaves, by a move or a deletion, does not, since the documents of those who stay are the same.
 */
@ApplicationScoped
public class DirectorStore implements PanacheRepositoryBase<DirectorRow, String> {

    private static final String WITH_REVISION =
            "select d, g.revision, r from Director d join DirectorGroup g on g.name = d.group"
                    + " left join ApplyReport r on r.node = d.name and r.site = g.site where ";

    private final GroupStore groups;
    private final MembershipStore memberships;
    private final HoldingStore holdings;
    private final RevisionStore revisions;

    public DirectorStore(
            GroupStore groups, MembershipStore memberships, HoldingStore holdings, RevisionStore revisions) {
        this.groups = groups;
        this.memberships = memberships;
        this.holdings = holdings;
        this.revisions = revisions;
    }

    @Transactional
    DirectorView create(Director director) {
        GroupRow group = groups.lock(List.of(director.group())).get(director.group());
        if (group == null) {
            throw GroupStore.unknown(director.group());
        }
        if (findByIdOptional(director.name()).isPresent()) {
            throw Answers.taken("director", director.name());
        }
        revisions.claimNodeName(director.name());
        if (!getEntityManager()
                .createNativeQuery("SELECT name FROM real_server WHERE name = ?1")
                .setParameter(1, director.name())
                .getResultList()
                .isEmpty()) {
            throw Answers.taken("real server", director.name());
        }
        DirectorRow row = new DirectorRow();
        row.name = director.name();
        row.set(director);
        row.version = revisions.revise(List.of(group.name));
        persistAndFlush(row);
        holdings.refuseUnelected(group.name, "group");
        return DirectorView.of(row, row.version, null);
    }

    @Transactional
    DirectorView replace(Director director, IfMatch condition) {
        String from = groupOf(director.name());
        Map<String, GroupRow> locked = groups.lock(Set.copyOf(List.of(from, director.group())));
        DirectorRow row = reread(director.name(), from, condition);
        GroupRow target = locked.get(director.group());
        GroupRow origin = locked.get(from);
        if (target == null || origin == null) {
            throw GroupStore.unknown(director.group());
        }
        if (!from.equals(director.group())) {
            memberships.refuseIfMember(row.name, "move to another group");
        }
        memberships.refuseInterface(origin.site, row.name, director.networkInterface());
        if (!origin.site.equals(target.site)) {
            revisions.nodeLeft(origin.site, row.name);
        }
        row.version = revisions.revise(List.of(target.name));
        row.set(director);
        flush();
        holdings.refuseUnelected(target.name, "group");
        ReportRow report = getEntityManager().find(ReportRow.class, row.name);
        return DirectorView.of(row, row.version, report != null && report.site.equals(target.site) ? report : null);
    }

    @Transactional
    void delete(String name, IfMatch condition) {
        String from = groupOf(name);
        // Before the lock: a batch of reports has its reports first and then the groups that they concern.
        for (String told : List.of("apply_report", "service_state", "router_role")) {
            getEntityManager()
                    .createNativeQuery("DELETE FROM " + told + " WHERE node = ?1")
                    .setParameter(1, name)
                    .executeUpdate();
        }
        GroupRow group = groups.lock(List.of(from)).get(from);
        DirectorRow row = reread(name, from, condition);
        if (group == null) {
            throw Answers.notFound("director", name);
        }
        memberships.refuseIfMember(name, "be deleted");
        refuseIfLastToServe(row);
        revisions.nodeLeft(group.site, name);
        delete(row);
        flush();
    }

    /** Without a director a group's services are served by whoever was the last, and no change of them reaches anybody. */
    private void refuseIfLastToServe(DirectorRow row) {
        List<?> services = getEntityManager()
                .createNativeQuery(
                        "SELECT v.name FROM virtual_service v WHERE v.group_name = ?1 AND NOT EXISTS"
                                + " (SELECT 1 FROM director d WHERE d.group_name = ?1 AND d.name <> ?2) ORDER BY v.name LIMIT 3")
                .setParameter(1, row.group)
                .setParameter(2, row.name)
                .getResultList();
        if (!services.isEmpty()) {
            throw ProblemKind.CONFLICT
                    .because("It is the last director of the group " + row.group
                            + ", which still has virtual services, for example " + services
                            + ". Move or delete them, or create another director, first.")
                    .exception();
        }
    }

    Optional<DirectorView> view(String name) {
        return views(WITH_REVISION + "d.name = ?1", name, 1).stream().findFirst();
    }

    List<DirectorView> page(String after, int limit) {
        return views(WITH_REVISION + "d.name > ?1 order by d.name", after, limit + 1);
    }

    private List<DirectorView> views(String query, String parameter, int max) {
        return getEntityManager()
                .createQuery(query, Object[].class)
                .setParameter(1, parameter)
                .setMaxResults(max)
                .getResultStream()
                .map(row -> DirectorView.of((DirectorRow) row[0], (Long) row[1], (ReportRow) row[2]))
                .toList();
    }

    private String groupOf(String name) {
        return getEntityManager()
                .createQuery("select d.group from Director d where d.name = ?1", String.class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Answers.notFound("director", name));
    }

    /** The director as it is now that its group is locked; it may have moved or gone while we waited. */
    private DirectorRow reread(String name, String lockedGroup, IfMatch condition) {
        DirectorRow row = findByIdOptional(name).orElseThrow(() -> Answers.notFound("director", name));
        condition.check(row.version);
        if (!row.group.equals(lockedGroup)) {
            throw Answers.movedMeanwhile();
        }
        return row;
    }
}
