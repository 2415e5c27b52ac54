package dev.lvsfleet.agent.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcilerLeaveTest {

    private static final ServiceKey WEB =
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("192.168.148.161"), 80);

    @TempDir
    Path state;

    @Test
    void anEntryThatSomebodyMadeSinceTheLastReadingIsLeftToo() throws Exception {
        FakeNode node = new FakeNode();
        try (Kernel kernel = node.kernel()) {
            Reconciler reconciler = new Reconciler(
                    kernel,
                    new OwnershipStore(state),
                    Possessions.NONE,
                    (_, _) -> {},
                    new Reconciler.Limits(DeletionBudget.DEFAULT, Set.of()));
            reconciler.pass(target(IpvsTable.EMPTY), false);
            node.ipvs.byHand(List.of(new AddService(VirtualService.of(WEB, "rr"))));

            Pass pass = reconciler.pass(
                    target(IpvsTable.of(List.of(ServiceEntry.of(VirtualService.of(WEB, "wrr"), List.of())))), false);

            assertThat(pass.conflicts()).hasSize(1);
            assertThat(node.ipvs.table().services().get(WEB))
                    .isEqualTo(ServiceEntry.of(VirtualService.of(WEB, "rr"), List.of()));
        }
    }

    private static Target target(IpvsTable table) {
        return new Target(table, table, Set.of(), new TablePolicy(TablePolicy.Existing.LEAVE, false), Set.of());
    }
}
