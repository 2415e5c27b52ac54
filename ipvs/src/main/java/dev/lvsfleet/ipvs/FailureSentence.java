package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.sys.Errno;

/** Says in words what was tried and why the kernel refused. */
final class FailureSentence {

    private static final String OTHER_FAMILY =
            "a destination of the other IP version is reached only through a tunnel, and not while a sync daemon runs";

    private FailureSentence() {}

    static String of(IpvsOperation operation, Acknowledgement answer) {
        return operation.title() + ": " + reason(operation, answer);
    }

    private static String reason(IpvsOperation operation, Acknowledgement answer) {
        Errno errno = answer.errno();
        return switch (operation) {
            case AddService add when errno.equals(Errno.ENOENT) -> noModule(add.service());
            case SetService set when errno.equals(Errno.ENOENT) -> noModule(set.service());
            case SetService _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case AddDestination _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case SetDestination _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case SetDestination _ when errno.equals(Errno.ENOENT) -> "the service has no such destination";
            case AddDestination add
            when errno.equals(Errno.EINVAL) && isMixed(add.serviceKey(), add.destination()) -> OTHER_FAMILY;
            case SetDestination set
            when errno.equals(Errno.EINVAL) && isMixed(set.serviceKey(), set.destination()) -> OTHER_FAMILY;
            case AddService _, SetService _, DeleteService _, AddDestination _, SetDestination _, DeleteDestination _ ->
                "the kernel answered " + answer;
        };
    }

    private static boolean isMixed(ServiceKey service, Destination destination) {
        return destination.key().family() != service.family();
    }

    private static String noModule(VirtualService service) {
        String scheduler =
                "the kernel has no scheduler '" + service.scheduler() + "' (module ip_vs_" + service.scheduler() + ")";
        return switch (service.persistence()) {
            case Persistence.Sticky(int _, int _, String engine)
            when !engine.isEmpty() ->
                scheduler + " or no persistence engine '" + engine + "' (module ip_vs_pe_" + engine + ")";
            case Persistence.None _, Persistence.Sticky _ -> scheduler;
        };
    }
}
