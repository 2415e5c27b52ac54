package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.baseline.RealServers.ARP_IGNORE;
import static dev.lvsfleet.agent.baseline.RealServers.DIRECT;
import static dev.lvsfleet.agent.baseline.RealServers.ON_LO;
import static dev.lvsfleet.agent.baseline.RealServers.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.agent.testing.FakePreparedNode;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.ContractRecord;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineLoopTest {

    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    Path directory;

    private final FakePreparedNode node = new FakePreparedNode();
    private final List<FleetEvent> events = new CopyOnWriteArrayList<>();
    private final List<ApplyReport> reports = new CopyOnWriteArrayList<>();
    private Optional<BaselineLoop> running = Optional.empty();

    private BaselineLoop start(Duration resync, boolean leaving, Optional<AcceptedDocument> remembered) {
        return start(resync, leaving, remembered, outbox -> outbox);
    }

    private BaselineLoop start(
            Duration resync,
            boolean leaving,
            Optional<AcceptedDocument> remembered,
            UnaryOperator<PreparationListener> listening) {
        return start(resync, leaving, remembered, listening, LeaveGuard.NONE);
    }

    private BaselineLoop start(
            Duration resync,
            boolean leaving,
            Optional<AcceptedDocument> remembered,
            UnaryOperator<PreparationListener> listening,
            LeaveGuard guard) {
        EventOutbox eventOutbox = new EventOutbox(
                "director-1",
                InstantSource.system(),
                content -> {
                    events.add(decoded(content, FleetEvent.class, FleetEvent.SCHEMA));
                    return CompletableFuture.completedStage(null);
                },
                () -> {});
        ReportOutbox reportOutbox = new ReportOutbox(content -> {
            reports.add(decoded(content, ApplyReport.class, ApplyReport.SCHEMA));
            return CompletableFuture.completedStage(null);
        });
        BaselineLoop loop = new BaselineLoop(
                new BaselineLoop.Settings(directory, resync, leaving, true, SHORT),
                node,
                new Remembered(remembered, Verdicts.NONE, Possessions.NONE, Pools.NONE, Drains.NONE),
                eventOutbox,
                listening.apply(
                        new RealServerOutbox("director-1", new LastGoodStore(directory), reportOutbox, remembered)),
                InstantSource.system(),
                guard);
        running = Optional.of(loop);
        loop.start();
        return loop;
    }

    private static <T extends ContractRecord> T decoded(byte[] content, Class<T> type, int schema) {
        try {
            return ContractJson.decode(content, type, schema);
        } catch (MalformedRecordException e) {
            throw new AssertionError(new String(content, StandardCharsets.UTF_8), e);
        }
    }

    @AfterEach
    void stop() {
        running.ifPresent(BaselineLoop::stop);
    }

    @Test
    void aDocumentIsPreparedForKeptAndReported() {
        BaselineLoop loop = start(LONG, false, Optional.empty());

        loop.document(Documents.accepted(document(7, DIRECT)));

        await().until(() -> loop.preparation().revision() == 7);
        assertThat(node.all().addresses()).containsExactly(ON_LO);
        assertThat(directory.resolve("desired-state.json")).exists();
        assertThat(reports.getLast()).satisfies(report -> {
            assertThat(report.revision()).isEqualTo(7);
            assertThat(report.outcome()).isEqualTo(ApplyReport.Outcome.APPLIED);
            assertThat(report.readiness()).containsExactly(new Readiness(RealServers.VIP, true, "it is on lo"));
            assertThat(report.asked()).isEqualTo(ApplyReport.Asked.by(document(7, DIRECT)));
        });
    }

    @Test
    void anAddressThatSomebodyRemovesIsBackWhenTheKernelTells() {
        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> node.all().addresses().contains(ON_LO)
                && loop.preparation().passedAt().isPresent());

        node.take(ON_LO);
        loop.changed();

        await().until(() -> node.all().addresses().contains(ON_LO));
        await().until(() -> events.stream()
                .anyMatch(it -> it.kind() == FleetEvent.Kind.DRIFT_REPAIRED
                        && it.message().contains("192.168.148.161/32 on lo")));
    }

    @Test
    void twoThatUndoEachOthersWorkSlowDownAndItIsToldOnce() {
        AtomicInteger contested = new AtomicInteger();
        BaselineLoop loop = start(
                LONG,
                false,
                Optional.of(Documents.accepted(document(7, DIRECT))),
                outbox -> counting(outbox, contested));
        await().until(() -> loop.preparation().readiness().stream().anyMatch(Readiness::ready));
        int before = puts();
        long began = System.nanoTime();

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            if (node.all().addresses().contains(ON_LO)) {
                node.take(ON_LO);
                loop.changed();
            }
            return puts() - before == 5;
        });

        // At once, and after 100, 200, 400 and 800 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
        await().until(() -> contested.get() == 1);
        assertThat(events.stream().filter(it -> it.kind() == FleetEvent.Kind.DRIFT_REPAIRED))
                .hasSize(3)
                .last()
                .satisfies(it -> assertThat(it.message()).contains("keeps undoing", "192.168.148.161/32 on lo"));

        node.set(ARP_IGNORE, "0"); // for the first time
        loop.changed();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> "1".equals(node.all().settings().get(ARP_IGNORE)));
        assertThat(puts() - before).isEqualTo(5);
    }

    @Test
    void whatIsDoneInVainIsAFailureAllTheWhileAndToldOnce() {
        node.ignore(BaselineOperation.PutAddress.class::isInstance);
        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> puts() == 1);

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            loop.changed();
            return puts() == 5;
        });

        assertThat(loop.preparation().failures()).singleElement().asString().contains("not so afterwards");
        assertThat(events.stream()
                        .filter(it -> it.kind() == FleetEvent.Kind.APPLY_FAILED)
                        .map(FleetEvent::message)
                        .distinct())
                .hasSize(1);
        assertThat(events.stream().filter(it -> it.kind() == FleetEvent.Kind.APPLY_FAILED))
                .hasSize(1);
    }

    private int puts() {
        return (int) node.performed().stream()
                .filter(BaselineOperation.PutAddress.class::isInstance)
                .count();
    }

    private static PreparationListener counting(PreparationListener next, AtomicInteger contested) {
        return new PreparationListener() {
            @Override
            public Preparation passed(
                    Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations) {
                return next.passed(before, after, document, operations);
            }

            @Override
            public void contested(int things) {
                contested.set(things);
            }

            @Override
            public void refused(Preparation now, String reason) {}
        };
    }

    @Test
    void aSettingThatSomebodyChangesIsBackAtTheResync() {
        start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> node.all().addresses().contains(ON_LO));

        node.set(ARP_IGNORE, "0");

        await().until(() -> "1".equals(node.all().settings().get(ARP_IGNORE)));
    }

    @Test
    void anAddressThatADocumentNoLongerHasGoesALittleLater() {
        BaselineLoop loop = start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> node.all().addresses().contains(ON_LO));

        loop.document(Documents.accepted(document(8)));

        await().until(() -> node.all().addresses().isEmpty());
        assertThat(loop.preparation().revision()).isEqualTo(8);
        assertThat(events).noneMatch(it -> it.kind() == FleetEvent.Kind.DRIFT_REPAIRED);
    }

    @Test
    void aRefusedDocumentIsReportedAndChangesNothing() {
        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> loop.preparation().revision() == 7);

        loop.refused("it is not signed");

        await().until(() -> reports.getLast().outcome() == ApplyReport.Outcome.REFUSED);
        assertThat(reports.getLast().revision()).isEqualTo(7);
        assertThat(reports.getLast().readiness()).allMatch(Readiness::ready);
    }

    @Test
    void aNodeThatLeavesIsAsItWasAndObeysNobody() {
        NodeState before = node.all();
        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> loop.preparation().revision() == 7);
        loop.stop();

        BaselineLoop leaving = start(SHORT, true, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> leaving.preparation().left());
        leaving.document(Documents.accepted(document(8, DIRECT)));

        await().during(Duration.ofMillis(200)).until(() -> node.all().equals(before));
        assertThat(events).anyMatch(it -> it.message().contains("has left the fleet"));
    }

    @Test
    void aDirectorThatStillServesDoesNotLeaveUntilItsServicesAreGone() {
        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> loop.preparation().revision() == 7);
        loop.stop();
        NodeState prepared = node.all();
        FakeNode tables = new FakeNode();
        ServiceKey web = new ServiceKey.Endpoint(TransportProtocol.TCP, RealServers.VIP, 80);
        ServiceKey foreign = new ServiceKey.Endpoint(TransportProtocol.TCP, RealServers.VIP, 81);
        tables.ipvs.byHand(List.of(
                new IpvsOperation.AddService(VirtualService.of(web, "rr")),
                new IpvsOperation.AddService(VirtualService.of(foreign, "rr"))));
        Possessions owned = new Possessions(new Ownership(Set.of(web), Set.of()), Set.of());

        BaselineLoop leaving = start(
                SHORT,
                true,
                Optional.of(Documents.accepted(document(7, DIRECT))),
                outbox -> outbox,
                new TableGuard(tables::glance, owned));

        await().until(() -> !leaving.preparation().failures().isEmpty());
        assertThat(leaving.preparation().failures())
                .singleElement()
                .asString()
                .contains("still serves", web.toString())
                .doesNotContain(foreign.toString());
        assertThat(leaving.preparation().left()).isFalse();
        assertThat(node.all()).isEqualTo(prepared);

        tables.ipvs.byHand(List.of(new IpvsOperation.DeleteService(web)));

        await().until(() -> leaving.preparation().left());
        assertThat(node.all().addresses()).isEmpty();
    }

    @Test
    void aDirectorWithoutIpvsMayLeave() {
        FakeNode tables = new FakeNode();
        tables.ipvs.unloadModule();

        assertThat(new TableGuard(tables::glance, Possessions.NONE).obstacle()).isEmpty();
    }

    @Test
    void aReadingThatFailsTakesNobodysReadinessBack() {
        BaselineLoop loop = start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() ->
                loop.preparation().revision() == 7 && loop.preparation().fault().isEmpty());

        node.unreadable(true);

        await().until(() -> !reports.getLast().failures().isEmpty());
        assertThat(loop.preparation().fault()).isPresent();
        assertThat(reports.getLast().readiness()).containsExactly(new Readiness(RealServers.VIP, true, "it is on lo"));
    }

    @Test
    void whatWasSeenForOneWayIsNotSaidOfAnother() {
        BaselineLoop loop = start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() ->
                loop.preparation().revision() == 7 && loop.preparation().fault().isEmpty());
        node.unreadable(true);

        loop.document(Documents.accepted(document(8, RealServers.TUNNELLED)));

        await().until(() -> reports.getLast().revision() == 8);
        assertThat(reports.getLast().readiness()).isEmpty();
        assertThat(reports.getLast().asked()).isEqualTo(ApplyReport.Asked.by(document(8, RealServers.TUNNELLED)));
    }

    @Test
    void untilTheNodeWasReadOnceNothingIsSaidOfItsReadiness() {
        node.unreadable(true);
        BaselineLoop loop = start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))));
        await().until(() -> !loop.preparation().failures().isEmpty());
        assertThat(reports).isEmpty();

        node.unreadable(false);

        await().until(() -> !reports.isEmpty());
        assertThat(reports.getFirst().readiness()).allMatch(Readiness::ready);
    }

    @Test
    void aDocumentIsNotKeptWhileTheNodeCannotBeRead() {
        BaselineLoop loop = start(SHORT, false, Optional.empty());
        await().until(() -> loop.preparation().passedAt().isPresent());
        node.unreadable(true);

        loop.document(Documents.accepted(document(7, DIRECT)));

        await().until(() -> loop.preparation().fault().isPresent());
        assertThat(directory.resolve("desired-state.json")).doesNotExist();
        node.unreadable(false);
        await().until(() -> Files.exists(directory.resolve("desired-state.json")));
    }

    @Test
    void aListenerThatFailsDoesNotEndTheLoop() {
        AtomicInteger calls = new AtomicInteger();
        start(SHORT, false, Optional.of(Documents.accepted(document(7, DIRECT))), outbox -> new PreparationListener() {
            @Override
            public Preparation passed(
                    Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations) {
                if (calls.incrementAndGet() <= 2) {
                    throw new IllegalStateException("broken by the test");
                }
                return outbox.passed(before, after, document, operations);
            }

            @Override
            public void refused(Preparation now, String reason) {}
        });

        await().until(() -> !reports.isEmpty());
        assertThat(calls).hasValueGreaterThan(2);
    }

    @Test
    void aRefusalIsReportedThoughThePassOfItsTurnBreaksOff() {
        AtomicBoolean breaks = new AtomicBoolean();
        BaselineLoop loop = start(
                LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))), outbox -> new PreparationListener() {
                    @Override
                    public Preparation passed(
                            Preparation before,
                            Preparation after,
                            Optional<AcceptedDocument> document,
                            int operations) {
                        if (breaks.compareAndSet(true, false)) {
                            throw new IllegalStateException("broken by the test");
                        }
                        return outbox.passed(before, after, document, operations);
                    }

                    @Override
                    public void refused(Preparation now, String reason) {
                        outbox.refused(now, reason);
                    }
                });
        await().until(() -> loop.preparation().revision() == 7);

        breaks.set(true);
        loop.refused("it is not signed");

        await().until(() -> reports.stream().anyMatch(it -> it.outcome() == ApplyReport.Outcome.REFUSED));
        assertThat(breaks).isFalse();
    }

    @Test
    void withoutADocumentTheNodeIsLeftAlone() {
        BaselineLoop loop = start(SHORT, false, Optional.empty());

        await().until(() -> loop.preparation().passedAt().isPresent());

        assertThat(node.performed()).isEmpty();
        assertThat(loop.preparation().failures()).isEmpty();
    }

    @Test
    void aDamagedMemoryIsSetAsideAndTold() throws Exception {
        Files.writeString(directory.resolve("baseline.json"), "{");

        BaselineLoop loop = start(LONG, false, Optional.of(Documents.accepted(document(7, DIRECT))));

        await().until(() -> loop.preparation().revision() == 7);
        assertThat(directory.resolve("baseline.json.damaged")).hasContent("{");
        assertThat(events).anyMatch(it -> it.subject().equals("baseline.json"));
    }
}
