package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReconcileLoopTest {

    private static final ServiceKey WEB = new ServiceKey(TransportProtocol.TCP, VIP, 80);
    private static final ServiceKey STRANGE =
            new ServiceKey(TransportProtocol.TCP, InetAddress.ofLiteral("10.9.9.9"), 99);

    @TempDir
    Path directory;

    private final FakeNode node = new FakeNode();
    private final List<ApplyReport> reports = new CopyOnWriteArrayList<>();
    private final List<FleetEvent> events = new CopyOnWriteArrayList<>();
    private final VerdictBoard board = new VerdictBoard();
    private @Nullable ReconcileLoop loop;

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

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

    @Test
    void aTableEmptiedByHandIsRestoredAndTheEventSaysWhatWasMissing() {
        serve(state(7, web(real(132, 3), real(133, 1))));

        node.ipvs.clear();

        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
        assertThat(weights()).hasSize(2);
        FleetEvent event = told(Kind.DRIFT_REPAIRED).orElseThrow();
        assertThat(event.subject()).isEqualTo("web");
        assertThat(event.message())
                .contains("the service was missing with its 2 destinations")
                .endsWith("repaired");
    }

    @Test
    void anAddressTakenAwayByHandIsRestored() {
        serve(state(7, web(real(132, 3))));

        node.addressClient().remove(new InterfaceAddress("eth0", VIP, 32));

        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
        assertThat(node.addresses()).contains(new InterfaceAddress("eth0", VIP, 32));
    }

    @Test
    void whatNobodyDesiresAndIsNotOursStaysAndIsReported() {
        serve(state(7, web(real(132, 3))));

        node.ipvs.byHand(List.of(add(STRANGE)));

        await().until(() -> told(Kind.FOREIGN_FOUND).isPresent());
        assertThat(node.ipvs.table().services()).containsKeys(WEB, STRANGE);
        assertThat(loop().situation().foreign()).containsExactly(STRANGE.toString());
    }

    @Test
    void whatIsDesiredAndThereAlreadyIsAdoptedAndLaterDeleted() {
        node.ipvs.byHand(List.of(add(WEB)));
        ReconcileLoop running = serve(state(7, web(real(132, 3))));

        running.document(accepted(state(8, service("tls", 443))));

        await().until(() -> revision() == 8);
        assertThat(node.ipvs.table().services()).doesNotContainKey(WEB);
    }

    @Test
    void aKernelWithoutIpvsIsSaidAndUsedAsSoonAsItHasIt() {
        node.ipvs.unloadModule();
        start(remembered(state(7, web(real(132, 3)))));

        await().until(() -> loop().situation().kernelFault().isPresent()
                && loop().situation().passedAt().isPresent());
        await().until(() -> !reports.isEmpty());
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);

        node.ipvs.loadModule();

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3)));
        await().until(() -> loop().situation().kernelFault().isEmpty());
        await().until(() -> reports.getLast().outcome() == Outcome.APPLIED);
    }

    @Test
    void aKernelClientThatThrowsTheUnexpectedInObserveAndApplyEndsNoLoop() {
        BrokenKernel broken = new BrokenKernel(node.kernel(), 3);
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))), broken, new DeafListener());

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3)));
        assertThat(broken.thrown).hasSizeGreaterThanOrEqualTo(6);
        await().until(() -> running.situation().failures().isEmpty());
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.APPLIED);
    }

    @Test
    void aListenerThatThrowsEndsNoLoop() {
        start(remembered(state(7, web(real(132, 3)))), node.kernel(), new ThrowingListener())
                .document(accepted(state(8, web(real(132, 5)))));

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 5)));
        assertThat(loop().situation().failures()).singleElement().asString().contains("a listener fell over");
    }

    @Test
    void aBusThatEndsBelowTheRevisionInForceIsSaidOnceAndChangesNothing() {
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))));
        await().until(() -> !reports.isEmpty());

        running.shown(5);
        running.shown(6);

        await().until(() -> told(Kind.DOCUMENT_REFUSED).isPresent());
        assertThat(told(Kind.DOCUMENT_REFUSED).orElseThrow().message())
                .contains("the bus ends at revision 6, below revision 7 in force");
        assertThat(reports).filteredOn(it -> it.outcome() == Outcome.REFUSED).hasSize(1);
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 3));
    }

    @Test
    void aBusWhoseHistoryEndsWithTheRevisionInForceIsNotBehind() {
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))));

        running.shown(6);
        running.shown(7);
        running.document(accepted(state(8, web(real(132, 4)))));

        await().until(() -> revision() == 8);
        assertThat(told(Kind.DOCUMENT_REFUSED)).isEmpty();
    }

    @Test
    void anInterfaceThatIsMissingIsAFailureAndTheRestGoesOn() {
        DesiredState elsewhere = new DesiredState(
                1,
                "director-1",
                7,
                "lab",
                "edge",
                state(7).revisedAt(),
                List.of(new DesiredAddress(VIP, 32, "eth7")),
                List.of(web(real(132, 3))));

        start(Remembered.NOTHING).document(accepted(elsewhere));

        await().until(() -> revision() == 7);
        assertThat(weights()).hasSize(1);
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reports.getLast().failures()).singleElement().asString().contains("eth7");
    }

    @Test
    void aDestinationThatDisappearedBetweenResyncsIsFoundByTheFailureAndPutRight() {
        ReconcileLoop running = serve(state(7, web(real(132, 3), real(133, 1))));
        node.ipvs.clear();

        running.document(accepted(state(8, web(real(132, 5), real(133, 1)))));

        await().until(() -> revision() == 8);
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 5, "192.168.148.133:80", 1));
    }

    private ReconcileLoop serve(DesiredState state) {
        ReconcileLoop running = start(Remembered.NOTHING);
        running.document(accepted(state));
        await().until(() -> revision() == state.revision());
        return running;
    }

    private static Remembered remembered(DesiredState state) {
        return new Remembered(Optional.of(accepted(state)), Remembered.NOTHING.verdicts(), Remembered.NOTHING.owned());
    }

    private ReconcileLoop start(Remembered remembered) {
        return start(remembered, node.kernel(), new DeafListener());
    }

    private ReconcileLoop start(Remembered remembered, Kernel kernel, PassListener listener) {
        ReportOutbox reporting = new ReportOutbox(content -> {
            reports.add(read(content, ApplyReport.class));
            return CompletableFuture.completedFuture(null);
        });
        EventOutbox telling = new EventOutbox(
                "director-1",
                InstantSource.system(),
                content -> {
                    events.add(read(content, FleetEvent.class));
                    return CompletableFuture.completedFuture(null);
                },
                () -> {});
        ReconcileLoop started = new ReconcileLoop(
                new ReconcileLoop.Settings("director-1", directory, Duration.ofMillis(300)),
                kernel,
                remembered,
                board,
                new ReconcileLoop.Audience(reporting, telling, listener),
                InstantSource.system());
        loop = started;
        started.start();
        return started;
    }

    private ReconcileLoop loop() {
        assertThat(loop).isNotNull();
        return java.util.Objects.requireNonNull(loop);
    }

    private long revision() {
        return reports.isEmpty() ? -1 : reports.getLast().revision();
    }

    private Map<String, Integer> weights() {
        return Optional.ofNullable(node.ipvs.table().services().get(WEB)).stream()
                .flatMap(entry -> entry.destinations().values().stream())
                .collect(Collectors.toMap(it -> it.key().toString(), Destination::weight));
    }

    private Optional<FleetEvent> told(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).findFirst();
    }

    private static IpvsOperation add(ServiceKey key) {
        return new IpvsOperation.AddService(VirtualService.of(key, "wrr"));
    }

    private static <T extends dev.lvsfleet.contract.ContractRecord> T read(byte[] content, Class<T> type) {
        try {
            return ContractJson.decode(content, type, 1);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    private static class DeafListener implements PassListener {
        @Override
        public void changed(String kind, boolean succeeded) {}

        @Override
        public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {}

        @Override
        public void broke() {}

        @Override
        public void retried() {}
    }

    private static final class ThrowingListener extends DeafListener {
        @Override
        public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {
            throw new IllegalStateException("a listener fell over");
        }
    }

    /** Throws what nobody expects, a few times from every call, and then works. */
    private static final class BrokenKernel implements Kernel {

        private final Kernel working;
        private final List<RuntimeException> thrown = new CopyOnWriteArrayList<>();
        private int observing;
        private int applying;

        BrokenKernel(Kernel working, int times) {
            this.working = working;
            this.observing = times;
            this.applying = times;
        }

        @Override
        public Observation observe() throws KernelUnavailableException {
            if (observing-- > 0) {
                throw fault("observe");
            }
            return working.observe();
        }

        @Override
        public List<OperationResult> apply(List<IpvsOperation> operations) throws KernelUnavailableException {
            if (applying-- > 0) {
                throw fault("apply");
            }
            return working.apply(operations);
        }

        private RuntimeException fault(String where) {
            RuntimeException fault = new IllegalStateException("injected in " + where);
            thrown.add(fault);
            return fault;
        }

        @Override
        public Optional<String> add(DesiredAddress address) {
            return working.add(address);
        }

        @Override
        public Optional<String> remove(DesiredAddress address) {
            return working.remove(address);
        }

        @Override
        public void close() {
            working.close();
        }
    }
}
