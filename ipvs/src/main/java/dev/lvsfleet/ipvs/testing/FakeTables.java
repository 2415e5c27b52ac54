package dev.lvsfleet.ipvs.testing;

import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fake kernel's services and destinations: attributes kept as they came, with the errno of every refusal. */
final class FakeTables {

    private final KernelAge age;
    private final Map<ByteBuffer, FakeService> services = new LinkedHashMap<>();

    FakeTables(KernelAge age) {
        this.age = age;
    }

    void clear() {
        services.clear();
    }

    void newService(FakeArguments arguments) throws FakeRefusal {
        ByteBuffer key = FakeService.key(arguments.service());
        FakeService.requireWhole(arguments.service());
        if (services.containsKey(key)) {
            throw new FakeRefusal(Errno.EEXIST);
        }
        FakeService service = new FakeService();
        service.set(arguments.service());
        services.put(key, service);
    }

    void setService(FakeArguments arguments) throws FakeRefusal {
        ByteBuffer key = FakeService.key(arguments.service());
        FakeService.requireWhole(arguments.service());
        present(key).set(arguments.service());
    }

    void deleteService(FakeArguments arguments) throws FakeRefusal {
        present(arguments);
        services.remove(FakeService.key(arguments.service()));
    }

    void newDestination(FakeArguments arguments, boolean synchronising) throws FakeRefusal {
        FakeService service = present(arguments);
        FakeAttributes nest = acceptable(arguments, service, synchronising);
        ByteBuffer key = FakeDestination.key(nest);
        if (service.destination(key) != null) {
            throw new FakeRefusal(Errno.EEXIST);
        }
        FakeDestination destination = new FakeDestination();
        destination.set(nest, age);
        service.put(key, destination);
    }

    void setDestination(FakeArguments arguments, boolean synchronising) throws FakeRefusal {
        FakeService service = present(arguments);
        FakeAttributes nest = acceptable(arguments, service, synchronising);
        present(service, nest).set(nest, age);
    }

    void deleteDestination(FakeArguments arguments) throws FakeRefusal {
        FakeService service = present(arguments);
        FakeAttributes nest = FakeDestination.withFamily(arguments.destination(), service.family());
        if (!service.remove(FakeDestination.key(nest))) {
            throw new FakeRefusal(Errno.ENOENT);
        }
    }

    private static FakeAttributes acceptable(FakeArguments arguments, FakeService service, boolean synchronising)
            throws FakeRefusal {
        FakeAttributes nest = FakeDestination.withFamily(arguments.destination(), service.family());
        FakeDestination.requireWhole(nest);
        if (FakeDestination.isMixed(nest, service.family()) && (synchronising || !FakeDestination.isTunnelled(nest))) {
            throw new FakeRefusal(Errno.EINVAL);
        }
        FakeDestination.check(nest);
        return nest;
    }

    /** Whether a service has a destination of the other family, which rules out the sync daemon. */
    boolean areMixed() {
        return services.values().stream()
                .anyMatch(service ->
                        service.destinations().stream().anyMatch(destination -> destination.isMixed(service.family())));
    }

    /** Zeroes one service, or all when none is named. */
    void zero(FakeArguments arguments) throws FakeRefusal {
        if (arguments.service().values().isEmpty()) {
            services.values().forEach(FakeService::zero);
        } else {
            present(arguments).zero();
        }
    }

    /** Lets a service and one of its destinations carry traffic. */
    void carry(FakeArguments arguments, FakeTraffic traffic) throws FakeRefusal {
        FakeService service = present(arguments);
        service.carry(traffic);
        present(service, FakeDestination.withFamily(arguments.destination(), service.family()))
                .carry(traffic);
    }

    List<ByteBuffer> services(GenericNetlinkFamily family, int start, int most) {
        return page(new ArrayList<>(services.values()), start, most).stream()
                .map(service -> shown(family, service))
                .toList();
    }

    ByteBuffer service(GenericNetlinkFamily family, FakeArguments arguments) throws FakeRefusal {
        return shown(family, present(arguments));
    }

    private ByteBuffer shown(GenericNetlinkFamily family, FakeService service) {
        return family.payload(
                IpvsConstants.CMD_NEW_SERVICE,
                message -> message.nested(IpvsConstants.CMD_ATTR_SERVICE, nest -> {
                    service.settings().writeTo(nest);
                    statistics(nest, service.traffic(), IpvsConstants.SVC_ATTR_STATS, IpvsConstants.SVC_ATTR_STATS64);
                }));
    }

    /** Last added first; and nothing, rather than an error, when there is no such service. */
    List<ByteBuffer> destinations(GenericNetlinkFamily family, FakeArguments arguments, int start, int most) {
        @Nullable FakeService service = null;
        try {
            service = services.get(FakeService.key(arguments.service()));
        } catch (FakeRefusal noIdentity) {
            return List.of();
        }
        return service == null
                ? List.of()
                : page(service.listing(), start, most).stream()
                        .map(destination -> shown(family, destination))
                        .toList();
    }

    private ByteBuffer shown(GenericNetlinkFamily family, FakeDestination destination) {
        return family.payload(
                IpvsConstants.CMD_NEW_DEST,
                message -> message.nested(IpvsConstants.CMD_ATTR_DEST, nest -> {
                    destination.settings().writeTo(nest);
                    destination.traffic().writeConnections(nest);
                    statistics(
                            nest,
                            destination.traffic(),
                            IpvsConstants.DEST_ATTR_STATS,
                            IpvsConstants.DEST_ATTR_STATS64);
                }));
    }

    private void statistics(AttributeWriter nest, FakeTraffic traffic, int narrow, int wide) {
        nest.nested(narrow, traffic::writeNarrow);
        if (age.hasWideCounters()) {
            nest.nested(wide, traffic::writeWide);
        }
    }

    private static <T> List<T> page(List<T> all, int start, int most) {
        return all.subList(Math.min(start, all.size()), Math.min(start + most, all.size()));
    }

    private FakeService present(FakeArguments arguments) throws FakeRefusal {
        return present(FakeService.key(arguments.service()));
    }

    private FakeService present(ByteBuffer key) throws FakeRefusal {
        FakeService service = services.get(key);
        if (service == null) {
            throw new FakeRefusal(Errno.ESRCH);
        }
        return service;
    }

    private static FakeDestination present(FakeService service, FakeAttributes withFamily) throws FakeRefusal {
        FakeDestination destination = service.destination(FakeDestination.key(withFamily));
        if (destination == null) {
            throw new FakeRefusal(Errno.ENOENT);
        }
        return destination;
    }
}
