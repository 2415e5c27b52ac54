package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.controlplane.group.GroupRow;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The virtual services. Each change locks the groups it touches and gives them one new revision. */
@ApplicationScoped
public class ServiceStore implements PanacheRepositoryBase<ServiceRow, String> {

    /** Keeps a node's document under the 8 MiB that its topic takes. */
    static final long MAX_REAL_SERVERS_PER_GROUP = 20_000;

    private final GroupStore groups;

    public ServiceStore(GroupStore groups) {
        this.groups = groups;
    }

    @Transactional
    ServiceView create(VirtualService service) {
        GroupRow group = groups.lock(List.of(service.group())).get(service.group());
        if (group == null) {
            throw GroupStore.unknown(service.group());
        }
        if (findByIdOptional(service.name()).isPresent()) {
            throw Answers.taken("virtual service", service.name());
        }
        ServiceRow row = new ServiceRow();
        row.name = service.name();
        row.set(service);
        refuseIfItDoesNotFit(service);
        row.version = groups.revise(List.of(group));
        persistAndFlush(row);
        return ServiceView.of(service, row.version, group.revision);
    }

    @Transactional
    ServiceView replace(VirtualService service, IfMatch condition) {
        String from = groupOf(service.name());
        Map<String, GroupRow> locked = groups.lock(Set.copyOf(List.of(from, service.group())));
        ServiceRow row = reread(service.name(), from, condition);
        if (!locked.containsKey(service.group())) {
            throw GroupStore.unknown(service.group());
        }
        refuseIfItDoesNotFit(service);
        row.set(service);
        row.version = groups.revise(locked.values());
        flush();
        return ServiceView.of(service, row.version, row.version);
    }

    /** The revision of the group without the service. */
    @Transactional
    long delete(String name, IfMatch condition) {
        String from = groupOf(name);
        Map<String, GroupRow> locked = groups.lock(List.of(from));
        delete(reread(name, from, condition));
        return groups.revise(locked.values());
    }

    Optional<ServiceView> view(String name) {
        return views("s.name = ?1", name, 1).stream().findFirst();
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

    private String groupOf(String name) {
        return getEntityManager()
                .createQuery("select s.group from VirtualService s where s.name = ?1", String.class)
                .setParameter(1, name)
                .getResultStream()
                .findFirst()
                .orElseThrow(() -> Answers.notFound("virtual service", name));
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
    private void refuseIfItDoesNotFit(VirtualService service) {
        find(
                        "group = ?1 and address = ?2 and port = ?3 and protocol = ?4 and name <> ?5",
                        service.group(),
                        service.address().getHostAddress(),
                        service.port(),
                        service.protocol(),
                        service.name())
                .firstResultOptional()
                .ifPresent(other -> {
                    throw ProblemKind.CONFLICT
                            .because("The group already serves this address, port and protocol as " + other.name + ".")
                            .at("address")
                            .exception();
                });
        long others = getEntityManager()
                .createQuery(
                        "select coalesce(sum(s.realServerCount), 0) from VirtualService s"
                                + " where s.group = ?1 and s.name <> ?2",
                        Long.class)
                .setParameter(1, service.group())
                .setParameter(2, service.name())
                .getSingleResult();
        if (others + service.realServers().size() > MAX_REAL_SERVERS_PER_GROUP) {
            throw ProblemKind.CONFLICT
                    .because("A group may have at most " + MAX_REAL_SERVERS_PER_GROUP
                            + " real servers over all its services.")
                    .at("realServers")
                    .exception();
        }
    }
}
