package dev.lvsfleet.controlplane.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Batches handed over as a consumer would that lost its partition while it waited: late, and after its successor's. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class ReportOrderIT {

    @Inject
    ReportInbox reports;

    @Inject
    BusInbox inbox;

    @Inject
    BusWatch watch;

    @Inject
    TopicGuard topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void anOlderReportThatComesLateDoesNotReplaceANewerOne() throws Exception {
        Fleet fleet = fleetWithTopics();
        receive(fleet, 8, 12);
        receive(fleet, 7, 11);
        assertThat(applied(fleet)).isEqualTo(12);
        receive(fleet, 9, 13);
        assertThat(applied(fleet)).isEqualTo(13);
    }

    @Test
    void inATopicMadeAnewOffsetsBeginAtZeroAndCountAllTheSame() throws Exception {
        Fleet fleet = fleetWithTopics();
        receive(fleet, 8, 12);
        remakeTopic(fleet);
        receive(fleet, 0, 15);
        assertThat(applied(fleet)).isEqualTo(15);
        receive(fleet, 1, 16);
        receive(fleet, 0, 15);
        assertThat(applied(fleet)).isEqualTo(16);
    }

    @Test
    void aTopicThatKafkaDoesNotTellIsNoOtherOne() throws Exception {
        Fleet fleet = fleetWithTopics();
        receive(fleet, 8, 12);
        ReportInbox unsure = new ReportInbox(inbox, silent());
        receive(unsure, fleet, fleet.director(), 7, 11);
        assertThat(applied(fleet)).isEqualTo(12);
        receive(unsure, fleet, fleet.director(), 9, 13);
        assertThat(applied(fleet)).isEqualTo(13);
        receive(fleet, 8, 12);
        assertThat(applied(fleet)).isEqualTo(13);
    }

    @Test
    void theFirstTopicThatIsKnownWinsOverOneThatWasNot() throws Exception {
        Fleet fleet = fleetWithTopics();
        receive(new ReportInbox(inbox, silent()), fleet, fleet.director(), 8, 12);
        receive(fleet, 2, 15);
        assertThat(applied(fleet)).isEqualTo(15);
        receive(fleet, 1, 14);
        assertThat(applied(fleet)).isEqualTo(15);
    }

    @Test
    void aNodeThatIsNotInTheFleetCostsNoQuestionToKafka() throws Exception {
        Fleet fleet = fleetWithTopics();
        TopicGuard.Ready known = topics.known(fleet.site()).orElseThrow();
        receive(reports, fleet, "gone-" + fleet.site(), 8, 12);
        assertThat(topics.known(fleet.site()).orElseThrow()).isSameAs(known);
    }

    /** One that asks a Kafka that is not there. */
    private TopicGuard silent() {
        return new TopicGuard(Map.of("bootstrap.servers", "127.0.0.1:1"), (short) 1, watch);
    }

    /** A consumer has records only of topics that are there, and Kafka may need a moment to tell. */
    private Fleet fleetWithTopics() {
        Fleet fleet = Fleet.create();
        await().atMost(Duration.ofSeconds(30)).until(() -> topics.tryEnsure(fleet.site()) instanceof TopicGuard.Ready);
        return fleet;
    }

    /** By somebody else: nothing in this process is told. */
    private void remakeTopic(Fleet fleet) throws Exception {
        String topic = Topic.APPLY_REPORTS.at(fleet.site());
        try (Admin admin = Admin.create(kafka)) {
            // A broker may learn a moment later that a topic is there, or is gone.
            await().atMost(Duration.ofSeconds(30)).until(() -> !id(admin, topic).isEmpty());
            String lost = id(admin, topic);
            admin.deleteTopics(List.of(topic)).all().get();
            TopicGuard somebodyElse = new TopicGuard(kafka, (short) 1, watch);
            await().atMost(Duration.ofSeconds(30)).until(() -> {
                somebodyElse.forget(fleet.site());
                return somebodyElse.tryEnsure(fleet.site()) instanceof TopicGuard.Ready
                        && !id(admin, topic).equals(lost)
                        && !id(admin, topic).isEmpty();
            });
        }
    }

    /** Empty when there is no such topic. */
    private static String id(Admin admin, String topic) throws Exception {
        return admin.listTopics().listings().get().stream()
                .filter(listing -> listing.name().equals(topic))
                .map(listing -> listing.topicId().toString())
                .findFirst()
                .orElse("");
    }

    private void receive(Fleet fleet, long offset, long revision) throws InterruptedException {
        receive(reports, fleet, fleet.director(), offset, revision);
    }

    private static void receive(ReportInbox reports, Fleet fleet, String node, long offset, long revision)
            throws InterruptedException {
        TopicPartition partition = new TopicPartition(Topic.APPLY_REPORTS.at(fleet.site()), 0);
        Instant reportedAt = Instant.parse("2026-11-22T08:00:00Z");
        ApplyReport report = new ApplyReport(
                ApplyReport.SCHEMA,
                node,
                revision,
                ApplyReport.Outcome.APPLIED,
                reportedAt,
                3,
                new ApplyReport.Timings(reportedAt, Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of(),
                revision);
        ConsumerRecord<byte[], byte[]> polled = new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                node.getBytes(StandardCharsets.UTF_8),
                ContractJson.encode(report));
        reports.receive(new ConsumerRecords<>(Map.of(partition, List.of(polled)), Map.of()));
    }

    private static long applied(Fleet fleet) {
        return Fleet.get("/api/v1/directors/" + fleet.director()).jsonPath().getLong("appliedRevision");
    }
}
