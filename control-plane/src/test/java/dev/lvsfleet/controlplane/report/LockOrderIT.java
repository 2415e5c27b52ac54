package dev.lvsfleet.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A batch of reports and the deletion of a node lock the same rows; in one order, or PostgreSQL would end one of them. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class LockOrderIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");

    @Inject
    ReportInbox reports;

    @Inject
    DataSource database;

    @Inject
    MeterRegistry meters;

    /** The common pool has one thread on a small machine, and here two wait at the same time. */
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdown();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aNodeIsDeletedWhileABatchHasItsReport(boolean director) throws Exception {
        Fleet fleet = Fleet.create().everywhere();
        String first = host(fleet, "a", "192.168.148.132");
        String second = host(fleet, "b", "192.168.148.133");
        Fleet.post(
                        "/api/v1/virtual-services",
                        fleet.service("web-" + fleet.site(), 3).replaceFirst("\\{", "{'requirePrepared':true,"))
                .then()
                .statusCode(201);
        // The last director of a group that serves is not deleted.
        Fleet.post(
                        "/api/v1/directors",
                        "{'name':'other-%s','group':'%s','networkInterface':'eth0'}"
                                .formatted(fleet.site(), fleet.group()))
                .then()
                .statusCode(201);
        receive(fleet, 1, first, second, fleet.director());
        String deleted = director ? "/api/v1/directors/" + fleet.director() : "/api/v1/real-servers/" + first;
        String early = director ? fleet.director() : first;
        double retries = meters.counter("lvsfleet.inbox.retries").count();

        CompletableFuture<Void> batch;
        CompletableFuture<Integer> deletion;
        try (Connection between = database.getConnection()) {
            between.setAutoCommit(false);
            try (PreparedStatement hold =
                    between.prepareStatement("SELECT 1 FROM apply_report WHERE node = ? FOR UPDATE")) {
                hold.setString(1, second);
                hold.execute();
                batch = CompletableFuture.runAsync(() -> receive(fleet, 10, early, second), threads);
                await().atMost(PATIENCE).until(() -> waiting() == 1);
                deletion = CompletableFuture.supplyAsync(
                        () -> Fleet.authorized().delete(deleted).statusCode(), threads);
                await().atMost(PATIENCE).until(() -> waiting() == 2);
            } finally {
                between.rollback();
                between.setAutoCommit(true);
            }
        }

        assertThat(deletion.get(60, TimeUnit.SECONDS)).isEqualTo(204);
        batch.get(60, TimeUnit.SECONDS);
        assertThat(meters.counter("lvsfleet.inbox.retries").count()).isEqualTo(retries);
    }

    private static String host(Fleet fleet, String letter, String address) {
        String name = "nginx-" + letter + "-" + fleet.site();
        Fleet.post(
                        "/api/v1/real-servers",
                        "{'name':'%s','site':'%s','address':'%s','networkInterface':'eth0'}"
                                .formatted(name, fleet.site(), address))
                .then()
                .statusCode(201);
        return name;
    }

    /** How many transactions wait for a row. */
    private int waiting() throws SQLException {
        try (Connection connection = database.getConnection();
                Statement select = connection.createStatement();
                ResultSet row = select.executeQuery(
                        "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()")) {
            row.next();
            return row.getInt(1);
        }
    }

    /** At offset 10 and beyond hosts are ready, before they were not: every report is news. */
    private void receive(Fleet fleet, long from, String... nodes) {
        TopicPartition partition = new TopicPartition(Topic.APPLY_REPORTS.at(fleet.site()), 0);
        Instant at = Instant.parse("2026-11-22T08:00:00Z");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (String node : nodes) {
            long offset = from + records.size();
            ApplyReport report = new ApplyReport(
                    ApplyReport.SCHEMA,
                    node,
                    offset,
                    ApplyReport.Outcome.APPLIED,
                    at,
                    1,
                    new ApplyReport.Timings(at, Duration.ZERO, Duration.ZERO),
                    List.of(),
                    List.of(),
                    offset,
                    node.equals(fleet.director()) ? List.of() : List.of(new Readiness(VIP, from == 10, "it is on lo")),
                    null);
            records.add(new ConsumerRecord<>(
                    partition.topic(),
                    partition.partition(),
                    offset,
                    node.getBytes(StandardCharsets.UTF_8),
                    ContractJson.encode(report)));
        }
        try {
            reports.receive(new ConsumerRecords<>(Map.of(partition, records), Map.of()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
