package dev.lvsfleet.agent.failover;

import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.ipvs.SyncDaemon;
import dev.lvsfleet.ipvs.SyncRole;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides which of the kernel's sync daemons start and stop.
 *
 * <p>An Active sends its connections and a Backup listens; a node that is both, in several virtual routers, does both. A daemon
 * that runs as it should is left alone: a restart forgets what is on its way. Pure.
 */
public final class SyncDaemonPlanner {

    private SyncDaemonPlanner() {}

    /** What to do, stops first: the kernel has one daemon of each role. */
    public sealed interface Operation {

        record Stop(SyncRole role) implements Operation {}

        record Start(SyncDaemon daemon) implements Operation {}
    }

    /**
     * What is to be done.
     *
     * @param desired empty when this node is to have none
     * @param active whether it is Active in a virtual router
     * @param standby whether it is in one without being Active
     * @param ours those that we have started are like this; others' are left alone while none is desired
     */
    public static List<Operation> plan(
            Optional<ConnectionSync> desired,
            boolean active,
            boolean standby,
            Optional<ConnectionSync> ours,
            List<SyncDaemon> present) {
        Set<SyncRole> roles = EnumSet.noneOf(SyncRole.class);
        if (desired.isPresent() && active) {
            roles.add(SyncRole.MASTER);
        }
        if (desired.isPresent() && standby) {
            roles.add(SyncRole.BACKUP);
        }
        List<Operation> operations = new ArrayList<>();
        for (SyncDaemon daemon : present) {
            boolean wanted = desired.map(it -> isAs(it, daemon)).orElse(false);
            if (wanted && roles.contains(daemon.role())) {
                roles.remove(daemon.role());
            } else if (desired.isPresent() || ours.map(it -> isAs(it, daemon)).orElse(false)) {
                operations.add(new Operation.Stop(daemon.role()));
            }
        }
        desired.ifPresent(sync -> roles.forEach(role ->
                operations.add(new Operation.Start(SyncDaemon.of(role, sync.networkInterface(), sync.syncId())))));
        return operations;
    }

    private static boolean isAs(ConnectionSync desired, SyncDaemon present) {
        return present.syncId() == desired.syncId()
                && present.networkInterface().equals(desired.networkInterface());
    }
}
