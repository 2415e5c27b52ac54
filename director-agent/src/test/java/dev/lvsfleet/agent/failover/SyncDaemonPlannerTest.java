package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.failover.SyncDaemonPlanner.Operation;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.ipvs.SyncDaemon;
import dev.lvsfleet.ipvs.SyncRole;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncDaemonPlannerTest {

    private static final Optional<ConnectionSync> SYNC = Optional.of(new ConnectionSync(51, "eth0"));
    private static final SyncDaemon MASTER = SyncDaemon.of(SyncRole.MASTER, "eth0", 51);
    private static final SyncDaemon BACKUP = SyncDaemon.of(SyncRole.BACKUP, "eth0", 51);

    @Test
    void anActiveTellsAndAStandbyListens() {
        assertThat(plan(SYNC, true, false)).containsExactly(new Operation.Start(MASTER));
        assertThat(plan(SYNC, false, true)).containsExactly(new Operation.Start(BACKUP));
        assertThat(plan(SYNC, true, true)).containsExactly(new Operation.Start(MASTER), new Operation.Start(BACKUP));
    }

    @Test
    void whoeverBecomesActiveStopsListening() {
        assertThat(plan(SYNC, true, false, BACKUP))
                .containsExactly(new Operation.Stop(SyncRole.BACKUP), new Operation.Start(MASTER));
    }

    @Test
    void aDaemonThatRunsAsItShouldIsLeftAlone() {
        SyncDaemon running =
                new SyncDaemon(SyncRole.MASTER, "eth0", 51, 1456, MASTER.group(), MASTER.port(), MASTER.timeToLive());
        assertThat(plan(SYNC, true, false, running)).isEmpty();
    }

    @Test
    void oneOfAnotherIdOrInterfaceIsReplaced() {
        assertThat(plan(SYNC, true, false, SyncDaemon.of(SyncRole.MASTER, "eth0", 52)))
                .containsExactly(new Operation.Stop(SyncRole.MASTER), new Operation.Start(MASTER));
        assertThat(plan(SYNC, true, false, SyncDaemon.of(SyncRole.MASTER, "eth1", 51)))
                .containsExactly(new Operation.Stop(SyncRole.MASTER), new Operation.Start(MASTER));
    }

    @Test
    void withoutTheWishOursStopAndOthersStay() {
        assertThat(plan(Optional.empty(), true, false, MASTER)).containsExactly(new Operation.Stop(SyncRole.MASTER));
        assertThat(SyncDaemonPlanner.plan(Optional.empty(), true, false, Optional.empty(), List.of(MASTER)))
                .isEmpty();
        SyncDaemon others = SyncDaemon.of(SyncRole.BACKUP, "eth0", 7);
        assertThat(SyncDaemonPlanner.plan(Optional.empty(), true, false, SYNC, List.of(others, MASTER)))
                .containsExactly(new Operation.Stop(SyncRole.MASTER));
    }

    private static List<Operation> plan(
            Optional<ConnectionSync> desired, boolean active, boolean standby, SyncDaemon... present) {
        return SyncDaemonPlanner.plan(desired, active, standby, SYNC, List.of(present));
    }
}
