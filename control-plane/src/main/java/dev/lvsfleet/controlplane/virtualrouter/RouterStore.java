package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.group.GroupRow;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.group.HoldingStore;
import dev.lvsfleet.controlplane.problem.FieldError;
import dev.lvsfleet.controlplane.problem.Problem;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import dev.lvsfleet.controlplane.topic.BrokerAddresses;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The virtual routers. A change locks the site and all of its groups, since addresses and ids must agree across them; such changes
 * are rare. Its own group gets a new revision.
 */
@ApplicationScoped
public class RouterStore implements PanacheRepositoryBase<RouterRow, String> {

    static final long MAX_PER_GROUP = 1_000;

    private final GroupStore groups;
    private final RevisionStore revisions;
    private final NeighbourStore neighbours;
    private final HoldingStore holdings;
    private final BrokerAddresses brokers;

    RouterStore(
            GroupStore groups,
            RevisionStore revisions,
            NeighbourStore neighbours,
            HoldingStore holdings,
            BrokerAddresses brokers) {
        this.holdings = holdings;
        this.brokers = brokers;
        this.groups = groups;
        this.revisions = revisions;
        this.neighbours = neighbours;
    }

    @Transactional
    RouterView create(RouterSpec spec) {
        refuseBrokers(spec);
        GroupRow group = groups.lockWithItsSite(spec.group()).orElseThrow(() -> GroupStore.unknown(spec.group()));
        if (findByIdOptional(spec.name()).isPresent()) {
            throw Answers.taken("virtual router", spec.name());
        }
        if (count("group", spec.group()) >= MAX_PER_GROUP) {
            throw ProblemKind.CONFLICT
                    .because("A group may have at most " + MAX_PER_GROUP + " virtual routers.")
                    .at("group")
                    .exception();
        }
        refuseWhatDisagrees(group, spec);
        RouterRow row = new RouterRow();
        row.name = spec.name();
        row.group = spec.group();
        row.set(spec);
        row.version = revisions.revise(List.of(group.name));
        persistAndFlush(row);
        return RouterView.of(row, row.version);
    }

    @Transactional
    RouterView replace(RouterSpec spec, IfMatch condition) {
        refuseBrokers(spec);
        String home = groupOf(spec.name(), condition);
        if (!home.equals(spec.group())) {
            throw ProblemKind.CONFLICT
                    .because("A virtual router stays in its group, " + home + "; make another one there.")
                    .at("group")
                    .exception();
        }
        GroupRow group = groups.lockWithItsSite(home).orElseThrow(() -> GroupStore.unknown(home));
        RouterRow row = reread(spec.name(), condition);
        refuseWhatDisagrees(group, spec);
        row.version = revisions.revise(List.of(home));
        row.set(spec);
        flush();
        holdings.refuseUnelected(home, "addresses");
        return RouterView.of(row, row.version);
    }

    /** Before anything is locked: what is known of the brokers is at hand. */
    private void refuseBrokers(RouterSpec spec) {
        for (int i = 0; i < spec.addresses().size(); i++) {
            String field = "addresses[" + i + "]";
            String text = AddressText.of(spec.addresses().get(i));
            brokers.advertised(spec.addresses().get(i)).ifPresent(_ -> {
                throw ProblemKind.CONFLICT
                        .because(
                                text + " is where a broker of Kafka is: a director that held it would look for Kafka in"
                                        + " itself and hear of no correction.")
                        .at(field)
                        .exception();
            });
        }
    }

    /** The revision of the group without the virtual router. */
    @Transactional
    long delete(String name, IfMatch condition) {
        String home = groupOf(name, condition);
        groups.lock(List.of(home));
        RouterRow row = reread(name, condition);
        delete(row);
        flush();
        holdings.refuseUnelected(home, "addresses");
        return revisions.revise(List.of(home));
    }

    Optional<RouterView> view(String name) {
        return views("r.name = ?1", name, 1).stream().findFirst();
    }

    List<RouterView> page(String after, int limit) {
        return views("r.name > ?1 order by r.name", after, limit + 1);
    }

    private List<RouterView> views(String condition, String parameter, int max) {
        return getEntityManager()
                .createQuery(
                        "select r, g.revision from VirtualRouter r join DirectorGroup g on g.name = r.group where "
                                + condition,
                        Object[].class)
                .setParameter(1, parameter)
                .setMaxResults(max)
                .getResultStream()
                .map(row -> RouterView.of((RouterRow) row[0], (Long) row[1]))
                .toList();
    }

    /** Before anything is locked, and without an entity, which would be as old as this look. */
    private String groupOf(String name, IfMatch condition) {
        Object[] row = getEntityManager()
                .createQuery("select r.group, r.version from VirtualRouter r where r.name = ?1", Object[].class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Answers.notFound("virtual router", name));
        condition.check((Long) row[1]);
        return (String) row[0];
    }

    private RouterRow reread(String name, IfMatch condition) {
        RouterRow row = findByIdOptional(name).orElseThrow(() -> Answers.notFound("virtual router", name));
        condition.check(row.version);
        return row;
    }

    private void refuseWhatDisagrees(GroupRow group, RouterSpec spec) {
        List<FieldError> errors = new ArrayList<>(NeighbourRules.check(spec, neighbours.of(group.site, spec)));
        if (group.syncId != null) {
            ReturnRules.fault(spec).ifPresent(errors::add);
        }
        if (!errors.isEmpty()) {
            throw Problem.conflict(errors).exception();
        }
    }
}
