package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static dev.lvsfleet.agent.testing.FakeProbe.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.FakeProbe;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.linux.clock.ClockReading;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DoctorLoopTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Symptoms WRONG_CLOCK = new Symptoms(
            new Seen.Known<>(new ClockReading(false, Duration.ZERO, Duration.ZERO)),
            HEALTHY.security(),
            HEALTHY.host(),
            HEALTHY.firewall(),
            HEALTHY.wire());
    private static final DesiredState DOCUMENT = state(1, web(real(132, 1)));

    private final FakeProbe probe = new FakeProbe();
    private final List<byte[]> reported = new CopyOnWriteArrayList<>();
    private final List<byte[]> told = new CopyOnWriteArrayList<>();
    private final List<Examination> counted = new CopyOnWriteArrayList<>();
    private final ReportOutbox reports = new ReportOutbox(content -> {
        reported.add(content);
        return CompletableFuture.completedStage(null);
    });
    private final EventOutbox events = new EventOutbox(
            "director-1",
            InstantSource.system(),
            content -> {
                told.add(content);
                return CompletableFuture.completedStage(null);
            },
            () -> {});
    private DoctorLoop loop = loop(false);

    private DoctorLoop loop(boolean leaving) {
        return new DoctorLoop(
                new DoctorLoop.Settings(Duration.ofMillis(50), leaving),
                probe,
                Optional.of(DOCUMENT),
                new DoctorLoop.Audience(reports, events, counted::add),
                InstantSource.system());
    }

    @AfterEach
    void stop() {
        loop.stop();
    }

    @Test
    void whatIsFoundIsShownCountedToldOnceAndReported() throws Exception {
        reports.send(report());
        probe.show(WRONG_CLOCK);
        loop.start();
        await().atMost(PATIENCE).until(() -> counted.size() >= 3);

        assertThat(codes(loop.examination().orElseThrow())).containsExactly("clock-unsynchronised");
        assertThat(kinds()).containsExactly(Kind.FINDING);
        assertThat(reported).hasSize(2);
        assertThat(decoded(reported.getLast()).examination())
                .isEqualTo(loop.examination().orElseThrow());

        probe.show(HEALTHY);
        await().atMost(PATIENCE).until(() -> reported.size() == 3);
        assertThat(kinds()).containsExactly(Kind.FINDING, Kind.FINDING_GONE);
        assertThat(codes(decoded(reported.getLast()).examination())).isEmpty();
    }

    @Test
    void everyLaterReportCarriesIt() throws Exception {
        probe.show(WRONG_CLOCK);
        loop.start();
        await().atMost(PATIENCE).until(() -> loop.examination().isPresent());
        assertThat(reported).isEmpty(); // there is no report yet to carry it

        reports.send(report());
        assertThat(codes(decoded(reported.getLast()).examination())).containsExactly("clock-unsynchronised");
    }

    @Test
    void anExaminationThatBreaksOffIsAFindingAndTheNextOneIsMade() {
        probe.breakOff();
        loop.start();
        await().atMost(PATIENCE).until(() -> loop.examination().isPresent());
        assertThat(loop.examination().orElseThrow().findings()).singleElement().satisfies(it -> {
            assertThat(it.code()).isEqualTo("cannot-tell");
            assertThat(it.evidence()).contains("broken by the test");
        });

        probe.show(HEALTHY);
        await().atMost(PATIENCE)
                .until(() -> loop.examination().orElseThrow().findings().isEmpty());
    }

    @Test
    void aListenerThatFailsDoesNotEndTheLoop() {
        AtomicInteger calls = new AtomicInteger();
        loop = new DoctorLoop(
                new DoctorLoop.Settings(Duration.ofMillis(50), false),
                probe,
                Optional.of(DOCUMENT),
                new DoctorLoop.Audience(reports, events, _ -> {
                    if (calls.incrementAndGet() <= 2) { // the examination, and that it broke off
                        throw new IllegalStateException("broken by the test");
                    }
                }),
                InstantSource.system());
        loop.start();

        await().atMost(PATIENCE).until(() -> loop.examination().isPresent());
        assertThat(calls).hasValueGreaterThan(2);
    }

    @Test
    void aNodeThatLeavesIsNotMeasuredByADocument() {
        probe.show(new Symptoms(
                HEALTHY.clock(),
                HEALTHY.security(),
                new Seen.Unknown<>("gone", ""),
                HEALTHY.firewall(),
                HEALTHY.wire()));
        loop = loop(true);
        loop.document(DOCUMENT);
        loop.start();

        await().atMost(PATIENCE).until(() -> loop.examination().isPresent());
        assertThat(loop.examination().orElseThrow().findings()).isEmpty();
    }

    private static List<String> codes(@Nullable Examination examination) {
        return Objects.requireNonNull(examination).findings().stream()
                .map(Finding::code)
                .toList();
    }

    private List<Kind> kinds() throws Exception {
        List<Kind> kinds = new ArrayList<>();
        for (byte[] event : told) {
            kinds.add(ContractJson.decode(event, FleetEvent.class, FleetEvent.SCHEMA)
                    .kind());
        }
        return kinds;
    }

    private static ApplyReport decoded(byte[] report) throws Exception {
        return ContractJson.decode(report, ApplyReport.class, ApplyReport.SCHEMA);
    }

    private static ApplyReport report() {
        return new ApplyReport(
                ApplyReport.SCHEMA,
                "director-1",
                1,
                ApplyReport.Outcome.APPLIED,
                Documents.NOON,
                0,
                new ApplyReport.Timings(Documents.NOON, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of(),
                1);
    }
}
