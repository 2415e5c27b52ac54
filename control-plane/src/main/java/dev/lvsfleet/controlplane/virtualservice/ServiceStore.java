package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.controlplane.group.GroupRow;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.group.HoldingStore;
import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.revision.RevisionStore;
import dev.lvsfleet.controlplane.topic.BrokerAddresses;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The virtual services. Each change locks the groups it touches and gives them one new revision. */
@ApplicationScoped
public class ServiceStore implements PanacheRepositoryBase<ServiceRow, String> {

    /** With the next one: keeps a node's document at about half of what its topic takes, {@code DocumentSizeTest}. */
    public static final long MAX_REAL_SERVERS_PER_GROUP = 20_000;

    public static final long MAX_SERVICES_PER_GROUP = 2_000;

    private final GroupStore groups;
    private final RevisionStore revisions;
    private final OverlapStore overlaps;
    private final PreparationStore preparations;
    private final HoldingStore holdings;
    private final BrokerAddresses brokers;

    ServiceStore(
            GroupStore groups,
            RevisionStore revisions,
            OverlapStore overlaps,
            PreparationStore preparations,
            HoldingStore holdings,
            BrokerAddresses brokers) {
        this.brokers = brokers;
        this.groups = groups;
        this.revisions = revisions;
        this.overlaps = overlaps;
        this.preparations = preparations;
        this.holdings = holdings;
    }

    @Transactional
    ServiceView create(VirtualService service) {
        refuseIfItIsABroker(service);
        GroupRow group = groups.lock(List.of(service.group())).get(service.group());
        if (group == null) {
            throw GroupStore.unknown(service.group());
        }
        if (findByIdOptional(service.name()).isPresent()) {
            throw Answers.taken("virtual service", service.name());
        }
        ServiceRow row = ServiceRow.of(service);
        refuseIfItDoesNotFit(row);
        refuseTwoFamilies(group, service);
        refuseIfItOverlaps(service);
        row.version = revisions.revise(List.of(group.name));
        persistAndFlush(row);
        refuseIfItIsElectedByNobody(service);
        return ServiceView.of(service, row.version, row.version);
    }

    @Transactional
    ServiceView replace(VirtualService service, IfMatch condition) {
        refuseIfItIsABroker(service);
        String from = groupOf(service.name(), condition);
        Map<String, GroupRow> locked = groups.lock(Set.copyOf(List.of(from, service.group())));
        ServiceRow row = reread(service.name(), from, condition);
        if (!locked.containsKey(service.group())) {
            throw GroupStore.unknown(service.group());
        }
        refuseIfItDoesNotFit(ServiceRow.of(service));
        refuseTwoFamilies(locked.get(service.group()), service);
        refuseIfItOverlaps(service);
        row.version = revisions.revise(locked.keySet());
        row.set(service);
        flush();
        refuseIfItIsElectedByNobody(service);
        return ServiceView.of(service, row.version, row.version);
    }

    /** The revision of the group without the service. */
    @Transactional
    long delete(String name, IfMatch condition) {
        String from = groupOf(name, condition);
        Map<String, GroupRow> locked = groups.lock(List.of(from));
        delete(reread(name, from, condition));
        return revisions.revise(locked.keySet());
    }

    Optional<ServiceView> view(String name) {
        return views("s.name = ?1", name, 1).stream().findFirst();
    }

    /** With what is known of its real servers' hosts. */
    Optional<PreparedView> prepared(String name) {
        return view(name)
                .map(view ->
                        new PreparedView(view, preparations.of(findById(name).service())));
    }

    List<ServiceView> page(String after, int limit) {
        return views("s.name > ?1 order by s.name", after, limit + 1);
    }

    private List<ServiceView> views(String condition, String parameter, int max) {
        return getEntityManager()
                .createQuery(
                        "select s, g.revision from VirtualService s join DirectorGroup g on g.name = s.group where "
                                + condition,
                        Object[].class)
                .setParameter(1, parameter)
                .setMaxResults(max)
                .getResultStream()
                .map(row -> view((ServiceRow) row[0], (Long) row[1]))
                .toList();
    }

    private static ServiceView view(ServiceRow row, long revision) {
        return ServiceView.of(row.service(), row.version, revision);
    }

    /** Where the service is, before anything is locked: whoever comes with an old version need not wait for the lock. */
    private String groupOf(String name, IfMatch condition) {
        Object[] row = getEntityManager()
                .createQuery("select s.group, s.version from VirtualService s where s.name = ?1", Object[].class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Answers.notFound("virtual service", name));
        condition.check((Long) row[1]);
        return (String) row[0];
    }

    /** The service as it is now that its group is locked; it may have moved or gone while we waited. */
    private ServiceRow reread(String name, String lockedGroup, IfMatch condition) {
        ServiceRow row = findByIdOptional(name).orElseThrow(() -> Answers.notFound("virtual service", name));
        condition.check(row.version);
        if (!row.group.equals(lockedGroup)) {
            throw Answers.movedMeanwhile();
        }
        return row;
    }

    /** With the group locked nobody can get in between this look and the write. */
    private void refuseIfItDoesNotFit(ServiceRow row) {
        Object[] others = getEntityManager()
                .createQuery(
                        "select count(s), coalesce(sum(s.realServerCount), 0), min(case when s.address = ?3 and s.port = ?4"
                                + " and s.protocol = ?5 or s.firewallMark = ?6 and s.family = ?7 then s.name end)"
                                + " from VirtualService s where s.group = ?1 and s.name <> ?2",
                        Object[].class)
                .setParameter(1, row.group)
                .setParameter(2, row.name)
                .setParameter(3, row.address)
                .setParameter(4, row.port)
                .setParameter(5, row.protocol)
                .setParameter(6, row.firewallMark)
                .setParameter(7, row.family)
                .getSingleResult();
        if (others[2] != null) {
            throw taken(row, (String) others[2]);
        }
        if ((Long) others[0] + 1 > MAX_SERVICES_PER_GROUP) {
            throw ProblemKind.CONFLICT
                    .because("A group may have at most " + MAX_SERVICES_PER_GROUP + " virtual services.")
                    .at("group")
                    .exception();
        }
        if ((Long) others[1] + row.realServerCount > MAX_REAL_SERVERS_PER_GROUP) {
            throw ProblemKind.CONFLICT
                    .because("A group may have at most " + MAX_REAL_SERVERS_PER_GROUP
                            + " real servers over all its services.")
                    .at("realServers")
                    .exception();
        }
    }

    /** Before anything is locked: what is known of the brokers is at hand. */
    private void refuseIfItIsABroker(VirtualService service) {
        for (InetAddress address : service.addresses()) {
            brokers.advertised(address).ifPresent(host -> {
                String text = AddressText.of(address);
                throw ProblemKind.CONFLICT
                        .because(text + " is where a broker of Kafka is" + (host.equals(text) ? "" : " (" + host + ")")
                                + ": a director that held it would look for Kafka in itself and hear of no correction.")
                        .at(OverlapRules.virtualField(service, text))
                        .exception();
            });
        }
    }

    private static void refuseTwoFamilies(@Nullable GroupRow group, VirtualService service) {
        if (group != null && group.syncId != null) {
            TwoFamilyRules.error(service).ifPresent(error -> {
                throw ProblemKind.CONFLICT
                        .because(error.message())
                        .at(error.field())
                        .exception();
            });
        }
    }

    private void refuseIfItIsElectedByNobody(VirtualService service) {
        holdings.refuseUnelected(
                service.group(), service.name(), address -> OverlapRules.virtualField(service, address));
    }

    private void refuseIfItOverlaps(VirtualService service) {
        overlaps.overlap(service)
                .map(overlap -> OverlapRules.error(service, overlap))
                .ifPresent(error -> {
                    throw ProblemKind.CONFLICT
                            .because(error.message())
                            .at(error.field())
                            .exception();
                });
    }

    private static ProblemException taken(ServiceRow row, String by) {
        boolean marked = row.firewallMark != null;
        return ProblemKind.CONFLICT
                .because("The group already serves this "
                        + (marked ? "firewall mark and family" : "address, port and protocol") + " as " + by + ".")
                .at(marked ? "firewallMark" : "address")
                .exception();
    }
}
