package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconcileLoopTest extends LoopScenario {

    @Test
    void aDocumentBecomesTheKernelsTableAndIsReportedOnceItIsOnDisk() throws IOException {
        start(Remembered.NOTHING).document(accepted(state(7, web(real(132, 3), real(133, 1)))));

        await().until(() -> revision() == 7);
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 3, "192.168.148.133:80", 1));
        assertThat(node.addresses()).contains(new InterfaceAddress("eth0", VIP, 32));
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(directory.resolve("desired-state.json")).exists();
        assertThat(new OwnershipStore(directory).read().entries().services()).containsExactly(WEB);
    }

    @Test
    void withoutADocumentNothingIsTouched() {
        node.ipvs.byHand(List.of(add(STRANGE)));

        start(Remembered.NOTHING);

        await().until(() -> !reports.isEmpty());
        assertThat(node.ipvs.table().services()).containsOnlyKeys(STRANGE);
        assertThat(reports.getLast().revision()).isZero();
    }

    @Test
    void aRealServerThatIsDownLeavesAndReturns() {
        ReconcileLoop running = serve(state(7, web(real(132, 3), real(133, 1))));

        board.post(verdict(132, Health.DOWN));
        running.verdicts();
        await().until(() -> weights().equals(Map.of("192.168.148.133:80", 1)));

        board.post(verdict(132, Health.UP));
        running.verdicts();
        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3, "192.168.148.133:80", 1)));
    }

    @Test
    void whenAllAreDownNobodyLeavesAndItIsSaid() {
        ReconcileLoop running = serve(state(7, web(real(132, 3))));

        board.post(verdict(132, Health.DOWN));
        running.verdicts();

        await().until(() -> told(Kind.EJECTION_HELD).isPresent());
        assertThat(weights()).containsKey("192.168.148.132:80");
    }
}
