package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.DrainStore;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.PoolStore;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.VirtualService;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A running reconcile loop on a node of bytes, with what it reports and tells at hand. */
abstract class LoopScenario {

    static final ServiceKey WEB = new ServiceKey.Endpoint(TransportProtocol.TCP, VIP, 80);
    static final ServiceKey STRANGE =
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("10.9.9.9"), 99);

    @TempDir
    Path directory;

    final FakeNode node = new FakeNode();
    final List<ApplyReport> reports = new CopyOnWriteArrayList<>();
    final List<FleetEvent> events = new CopyOnWriteArrayList<>();
    final VerdictBoard board = new VerdictBoard();
    final List<AcceptedDocument> obeyed = new CopyOnWriteArrayList<>();
    Duration resync = Duration.ofMillis(300);
    Set<InetAddress> reserved = Set.of();
    TableListener table = TableListener.NOBODY;
    private @Nullable ReconcileLoop loop;

    @AfterEach
    void stop() {
        if (loop != null) {
            loop.stop();
        }
    }

    ReconcileLoop serve(DesiredState state) {
        ReconcileLoop running = start(Remembered.NOTHING);
        running.document(accepted(state));
        await().until(() -> revision() == state.revision());
        return running;
    }

    static Remembered remembered(DesiredState state) {
        return new Remembered(
                Optional.of(accepted(state)),
                Remembered.NOTHING.verdicts(),
                Remembered.NOTHING.owned(),
                Remembered.NOTHING.pools(),
                Remembered.NOTHING.drains());
    }

    /** Everything that an earlier run left on disk, with the document that it had last. */
    Remembered recalled(DesiredState state) throws IOException {
        return new Remembered(
                Optional.of(accepted(state)),
                new VerdictStore(directory).read(),
                new OwnershipStore(directory).read(),
                new PoolStore(directory).read(),
                new DrainStore(directory).read());
    }

    ReconcileLoop start(Remembered remembered) {
        return start(remembered, node.kernel(), new DeafListener());
    }

    ReconcileLoop start(Remembered remembered, Kernel kernel, PassListener listener) {
        ReconcileLoop started = made(remembered, kernel, listener);
        started.start();
        return started;
    }

    /** One that is still to be started. */
    ReconcileLoop made(Remembered remembered, Kernel kernel, PassListener listener) {
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
        ReconcileLoop made = new ReconcileLoop(
                new ReconcileLoop.Settings("director-1", directory, resync, DeletionBudget.DEFAULT, reserved),
                kernel,
                remembered,
                board,
                new ReconcileLoop.Audience(reporting, telling, listener, table, obeyed::add),
                InstantSource.system());
        loop = made;
        return made;
    }

    ReconcileLoop loop() {
        assertThat(loop).isNotNull();
        return java.util.Objects.requireNonNull(loop);
    }

    long revision() {
        return reports.isEmpty() ? -1 : reports.getLast().revision();
    }

    Map<String, Integer> weights() {
        return Optional.ofNullable(node.ipvs.table().services().get(WEB)).stream()
                .flatMap(entry -> entry.destinations().values().stream())
                .collect(Collectors.toMap(it -> it.key().toString(), Destination::weight));
    }

    Optional<FleetEvent> told(Kind kind) {
        return events.stream().filter(event -> event.kind() == kind).findFirst();
    }

    static IpvsOperation add(ServiceKey key) {
        return new IpvsOperation.AddService(VirtualService.of(key, "wrr"));
    }

    static <T extends dev.lvsfleet.contract.ContractRecord> T read(byte[] content, Class<T> type) {
        try {
            return ContractJson.decode(content, type, DesiredState.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }

    static class DeafListener implements PassListener {
        @Override
        public void changed(String kind, boolean succeeded) {}

        @Override
        public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {}

        @Override
        public void broke() {}

        @Override
        public void retried() {}
    }
}
