package dev.lvsfleet.controlplane.realserver;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.report.ReportRow;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import dev.lvsfleet.controlplane.site.SiteRow;
import dev.lvsfleet.controlplane.virtualservice.WaitingStore;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * The real servers. Each change locks the site, so that an address is one node's, and asks the relay to publish the node; the
 * relay gives the document its revision, since most of it comes from services of other rows.
 */
@ApplicationScoped
public class RealServerStore implements PanacheRepositoryBase<RealServerRow, String> {

    private static final String WITH_REPORT = "SELECT n.name, d.revision, CAST(r.report -> 'readiness' AS text)"
            + " FROM real_server n LEFT JOIN real_server_document d ON d.node = n.name AND d.site = n.site"
            + " LEFT JOIN apply_report r ON r.node = n.name AND r.site = n.site WHERE ";

    private static final String ELECTION = "SELECT r.name FROM virtual_router r"
            + " JOIN director_group g ON g.name = r.group_name WHERE g.site = ?1"
            + " AND (r.spec -> 'addresses' @> to_jsonb(CAST(?2 AS text)) OR r.spec -> 'members'"
            + " @> jsonb_build_array(jsonb_build_object('source', CAST(?2 AS text)))) ORDER BY r.name LIMIT 1";

    private final RevisionStore revisions;

    public RealServerStore(RevisionStore revisions) {
        this.revisions = revisions;
    }

    @Transactional
    RealServerView create(RealServerNode node) {
        lockSite(node.site());
        revisions.claimNodeName(node.name());
        if (findByIdOptional(node.name()).isPresent()) {
            throw Answers.taken("real server", node.name());
        }
        refuseIfUsed("SELECT name FROM director WHERE name = ?1", node.name(), "name", "director");
        refuseTakenAddress(node);
        RealServerRow row = new RealServerRow();
        row.name = node.name();
        row.set(node);
        row.version = revisions.next();
        persistAndFlush(row);
        changed(row, row.address);
        return RealServerView.of(row, 0, null, "[]");
    }

    @Transactional
    RealServerView replace(RealServerNode node, IfMatch condition) {
        lockSite(node.site());
        RealServerRow row = locked(node.name());
        condition.check(row.version);
        if (!row.site.equals(node.site())) {
            throw ProblemKind.CONFLICT
                    .because("A real server stays at its site, " + row.site + "; delete it and make it there.")
                    .at("site")
                    .exception();
        }
        refuseTakenAddress(node);
        String before = row.address;
        row.set(node);
        row.version = revisions.next();
        flush();
        changed(row, before);
        return view(row.name).orElseThrow();
    }

    @Transactional
    void delete(String name, IfMatch condition) {
        RealServerRow row = locked(name);
        condition.check(row.version);
        forget("DELETE FROM apply_report WHERE node = ?1", name);
        // Or one that is made again would be given the revision it had, which its agent does not answer a second time.
        forget("DELETE FROM real_server_document WHERE node = ?1", name);
        delete(row);
        flush();
        changed(row, row.address);
    }

    private void forget(String sql, String name) {
        getEntityManager().createNativeQuery(sql).setParameter(1, name).executeUpdate();
    }

    /** Publishes the node, and anew the groups in which a service waits for whoever has or had its address. */
    private void changed(RealServerRow row, String before) {
        List<WaitingStore.Host> hosts =
                List.of(new WaitingStore.Host(row.site, before), new WaitingStore.Host(row.site, row.address));
        List<String> waiting = getEntityManager()
                .unwrap(Session.class)
                .doReturningWork(connection -> new WaitingStore(connection).lock(hosts));
        if (!waiting.isEmpty()) {
            revisions.revise(waiting);
        }
        revisions.nodeChanged(row.site, row.name);
    }

    Optional<RealServerView> view(String name) {
        return views("n.name = ?1", name, 1).stream().findFirst();
    }

    List<RealServerView> page(String after, int limit) {
        return views("n.name > ?1 ORDER BY n.name", after, limit + 1);
    }

    private List<RealServerView> views(String condition, String parameter, int max) {
        List<?> rows = getEntityManager()
                .createNativeQuery(WITH_REPORT + condition, Object[].class)
                .setParameter(1, parameter)
                .setMaxResults(max)
                .getResultList();
        return rows.stream()
                .map(Object[].class::cast)
                .map(row -> view(findById((String) row[0]), (Long) row[1], (String) row[2]))
                .toList();
    }

    private RealServerView view(RealServerRow row, @Nullable Long desired, @Nullable String readiness) {
        ReportRow report = getEntityManager().find(ReportRow.class, row.name);
        ReportRow here = report != null && report.site.equals(row.site) ? report : null;
        return RealServerView.of(row, desired == null ? 0 : desired, here, readiness == null ? "[]" : readiness);
    }

    private RealServerRow locked(String name) {
        RealServerRow row = findById(name, LockModeType.PESSIMISTIC_WRITE);
        if (row == null) {
            throw Answers.notFound("real server", name);
        }
        return row;
    }

    private void lockSite(String site) {
        if (getEntityManager().find(SiteRow.class, site, LockModeType.PESSIMISTIC_WRITE) == null) {
            throw ProblemKind.INVALID
                    .because("There is no site called " + site + ".")
                    .at("site")
                    .exception();
        }
    }

    private void refuseTakenAddress(RealServerNode node) {
        find("site = ?1 and address = ?2 and name <> ?3", node.site(), AddressText.of(node.address()), node.name())
                .firstResultOptional()
                .ifPresent(other -> {
                    throw taken("This address is that of real server " + other.name + ".", "address");
                });
        List<?> routers = getEntityManager()
                .createNativeQuery(ELECTION, String.class)
                .setParameter(1, node.site())
                .setParameter(2, AddressText.of(node.address()))
                .getResultList();
        if (!routers.isEmpty()) {
            throw taken(
                    "Virtual router " + routers.getFirst()
                            + " has this address as a virtual one, or a director advertises from it there: it is"
                            + " another host's.",
                    "address");
        }
    }

    private void refuseIfUsed(String sql, String name, String field, String what) {
        if (!getEntityManager()
                .createNativeQuery(sql)
                .setParameter(1, name)
                .getResultList()
                .isEmpty()) {
            throw taken("There is a " + what + " called " + name + " already.", field);
        }
    }

    private static ProblemException taken(String sentence, String field) {
        return ProblemKind.CONFLICT.because(sentence).at(field).exception();
    }
}
