package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.IpvsOperation.SetDestination;
import dev.lvsfleet.ipvs.IpvsOperation.SetService;
import dev.lvsfleet.linux.sys.Errno;

/** What an errno means for an operation: the same number says different things to different commands. */
enum Outcome {
    DONE,
    FAILED,
    SET_INSTEAD;

    static Outcome of(IpvsOperation operation, Errno errno) {
        if (errno.equals(Errno.NONE)) {
            return DONE;
        }
        return switch (operation) {
            case AddService _, AddDestination _ -> errno.equals(Errno.EEXIST) ? SET_INSTEAD : FAILED;
            case DeleteService _ -> errno.equals(Errno.ESRCH) ? DONE : FAILED;
            // ENOENT: the service has no such destination. ESRCH: there is no such service either.
            case DeleteDestination _ -> errno.equals(Errno.ENOENT) || errno.equals(Errno.ESRCH) ? DONE : FAILED;
            case SetService _, SetDestination _ -> FAILED;
        };
    }

    /** The operation that gives an entry that is there already the settings an addition wanted. */
    static IpvsOperation asSet(IpvsOperation addition) {
        return switch (addition) {
            case AddService add -> new SetService(add.service());
            case AddDestination add -> new SetDestination(add.serviceKey(), add.destination());
            case SetService _, DeleteService _, SetDestination _, DeleteDestination _ -> addition;
        };
    }
}
