package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.direct;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.budget.HeldBackStore;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.WhenDown;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.testing.FakeTraffic;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a pool's policy makes the kernel hold, and what of it outlives the agent. */
class ReconcileLoopPoolTest extends LoopScenario {

    private static final String ONE = "192.168.148.132:80";
    private static final String OTHER = "192.168.148.133:80";
    private static final FakeTraffic TWO_DOWNLOADS = new FakeTraffic(2, 0, 0, 0, 0, 2, 0, 0);
    private static final FakeTraffic DOWNLOADS_ENDED = new FakeTraffic(0, 0, 0, 0, 0, -2, 0, 0);

    @Test
    void aDeadBackendWhoseCheckIsEditedStaysOutEvenAcrossARestart() throws IOException {
        ReconcileLoop running = serve(state(7, web(real(132, 3), real(133, 1))));
        judge(running, 132, Health.DOWN);
        await().until(() -> weights().equals(Map.of(OTHER, 1)));
        DesiredState edited = state(8, web(direct(real(132, 1).address(), 80, 3, "t-edited"), real(133, 1)));

        running.document(accepted(edited));
        await().until(() -> revision() == 8);
        assertThat(weights()).isEqualTo(Map.of(OTHER, 1));

        running.stop();
        board.remove("t-132");
        reports.clear();
        start(recalled(edited));
        await().until(() -> revision() == 8);
        assertThat(weights()).isEqualTo(Map.of(OTHER, 1));
    }

    @Test
    void aPoolBelowItsQuorumIsServedByItsFallbackAndTakesOverAgain() {
        ReconcileLoop running = serve(state(7, web(policy(null, 0), List.of(real(140, 2)), real(132, 3))));

        judge(running, 132, Health.DOWN);
        await().until(() -> weights().equals(Map.of("192.168.148.140:80", 2)));
        await().until(() -> told(Kind.QUORUM_LOST).isPresent());

        judge(running, 132, Health.UP);
        await().until(() -> weights().equals(Map.of(ONE, 3)));
        await().until(() -> told(Kind.QUORUM_GAINED).isPresent());
    }

    @Test
    void aRealServerThatReturnsRisesToItsWeightByItself() {
        List<Integer> seen = new CopyOnWriteArrayList<>();
        SlowStart slowStart = new SlowStart(Duration.ofMillis(900), 3);
        ReconcileLoop running = serve(state(7, web(policy(slowStart, 0), List.of(), real(132, 9), real(133, 1))));
        judge(running, 132, Health.DOWN);
        await().until(() -> weights().equals(Map.of(OTHER, 1)));

        judge(running, 132, Health.UP);
        await().until(() -> {
            Integer weight = weights().get(ONE);
            if (weight != null && (seen.isEmpty() || !seen.getLast().equals(weight))) {
                seen.add(weight);
            }
            return weight != null && weight == 9;
        });
        assertThat(seen).isSorted().hasSizeGreaterThan(1).allMatch(it -> it >= 1 && it <= 9);
    }

    @Test
    void aRealServerThatIsTakenOutStaysWithWeightZeroUntilItsConnectionsAreGone() {
        ReconcileLoop running = draining(60);

        await().until(() -> !running.situation().drains().isEmpty()
                && running.situation().drains().getFirst().counted().isPresent());
        assertThat(weights()).isEqualTo(Map.of(ONE, 0, OTHER, 1));

        node.ipvs.carry(WEB, key(132), DOWNLOADS_ENDED);
        await().until(() -> weights().equals(Map.of(OTHER, 1)));
        await().until(() -> told(Kind.DRAINED).isPresent());
    }

    @Test
    void whenTheTimeIsUpItGoesAndTheConnectionsThatAreCutAreCounted() {
        draining(1);

        await().until(() -> weights().equals(Map.of(OTHER, 1)));
        await().until(() -> told(Kind.DRAIN_EXPIRED).isPresent());
        assertThat(told(Kind.DRAIN_EXPIRED).orElseThrow().message()).contains(ONE, "2 connections are cut");
    }

    @Test
    void aDrainIsResumedAfterARestartOfTheAgent() throws IOException {
        draining(60).stop();
        reports.clear();

        start(recalled(state(8, web(policy(null, 60), List.of(), real(133, 1)))));
        await().until(() -> revision() == 8);
        assertThat(weights()).isEqualTo(Map.of(ONE, 0, OTHER, 1));

        node.ipvs.carry(WEB, key(132), DOWNLOADS_ENDED);
        await().until(() -> weights().equals(Map.of(OTHER, 1)));
    }

    @Test
    void whoIsReadmittedWhileItDrainsIsBackAtOnce() {
        ReconcileLoop running = draining(60);

        running.document(accepted(state(9, web(policy(null, 60), List.of(), real(132, 3), real(133, 1)))));

        await().until(() -> weights().equals(Map.of(ONE, 3, OTHER, 1)));
        await().until(() -> running.situation().drains().isEmpty());
    }

    @Test
    void aDocumentThatTakesAwayTooMuchIsAppliedInPartAndReportedAndSpendsTheNextBudgetWhenSentAgain()
            throws IOException {
        ReconcileLoop running = serve(state(7, services(40)));

        running.document(accepted(state(8)));
        await().until(() -> revision() == 8);
        assertThat(node.ipvs.table().services()).hasSize(20);
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reports.getLast().failures()).singleElement().asString().contains("the deletion of 20 services");
        assertThat(told(Kind.BUDGET_EXCEEDED)).isPresent();
        assertThat(new HeldBackStore(directory).read(8)).isPresent();
        assertThat(obeyed.getLast().revision()).isEqualTo(8);
        assertThat(obeyed.getLast().state().services()).hasSize(20); // what is prepared for, too

        running.document(accepted(state(9)));
        await().until(() -> revision() == 9);
        running.document(accepted(state(10)));
        await().until(() -> revision() == 10);
        assertThat(node.ipvs.table().services()).isEmpty();
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.APPLIED);
        assertThat(new HeldBackStore(directory).read(9)).isEmpty();
    }

    private ReconcileLoop draining(int seconds) {
        ReconcileLoop running = serve(state(7, web(policy(null, seconds), List.of(), real(132, 3), real(133, 1))));
        node.ipvs.carry(WEB, key(132), TWO_DOWNLOADS);
        running.document(accepted(state(8, web(policy(null, seconds), List.of(), real(133, 1)))));
        await().until(() -> revision() == 8);
        return running;
    }

    private void judge(ReconcileLoop running, int host, Health health) {
        board.post(verdict(host, health));
        running.verdicts();
    }

    private static DestinationKey key(int host) {
        return new DestinationKey(InetAddress.ofLiteral("192.168.148." + host), 80);
    }

    private static PoolPolicy policy(@Nullable SlowStart slowStart, int drainSeconds) {
        return new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(1, 0), slowStart, Duration.ofSeconds(drainSeconds));
    }

    private static DesiredService[] services(int count) {
        List<DesiredService> services = new ArrayList<>();
        IntStream.range(0, count).forEach(i -> services.add(service("s" + i, 8000 + i, backend(8000 + i))));
        return services.toArray(DesiredService[]::new);
    }

    private static DesiredRealServer backend(int port) {
        return direct(InetAddress.ofLiteral("192.168.148.132"), port, 1, null);
    }
}
