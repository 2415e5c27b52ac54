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

    private FailureSentence() {}

    static String of(IpvsOperation operation, Acknowledgement answer) {
        return operation.title() + ": " + reason(operation, answer);
    }

    private static String reason(IpvsOperation operation, Acknowledgement answer) {
        Errno errno = answer.errno();
        return switch (operation) {
            case AddService add when errno.equals(Errno.ENOENT) -> noScheduler(add.service());
            case SetService set when errno.equals(Errno.ENOENT) -> noScheduler(set.service());
            case SetService _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case AddDestination _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case SetDestination _ when errno.equals(Errno.ESRCH) -> "there is no such service";
            case SetDestination _ when errno.equals(Errno.ENOENT) -> "the service has no such destination";
            case AddService _, SetService _, DeleteService _, AddDestination _, SetDestination _, DeleteDestination _ ->
                "the kernel answered " + answer;
        };
    }

    private static String noScheduler(VirtualService service) {
        return "the kernel has no scheduler '" + service.scheduler() + "' (module ip_vs_" + service.scheduler() + ")";
    }
}
