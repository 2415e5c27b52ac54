package dev.lvsfleet.controlplane.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.Bus;
import dev.lvsfleet.controlplane.Fleet;
import dev.lvsfleet.controlplane.RealServices;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class RelayIT {

    private static final String SERVICES = "/api/v1/virtual-services";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Inject
    RelayShell relay;

    @Inject
    TopicGuard topics;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @Test
    void aChangeAcceptedWithoutARelayIsPublishedByTheNextOne() {
        Fleet fleet = Fleet.create();
        relay.stopRelay();
        long revision = revision(fleet.service("web-" + fleet.site(), 3));
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            assertThat(revisions(bus)).doesNotContain(revision);
            relay.startRelay();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(revisions(bus)).contains(revision));
        }
    }

    @Test
    void ofTwoRelaysOneIsActiveAndTheOtherTakesOver() {
        try (OutboxRelay second = relay.newRelay()) {
            relay.stopRelay();
            relay.startRelay();
            second.start();
            Fleet fleet = Fleet.create();
            relay.stopRelay();
            long revision = revision(fleet.service("web-" + fleet.site(), 1));
            try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(revisions(bus)).contains(revision));
                assertThat(revisions(bus)).isSorted();
            }
        }
        relay.startRelay();
    }

    @Test
    void ofTwoHundredConcurrentWritesTheDocumentHoldsExactlyTheAcceptedOnes() throws Exception {
        Fleet fleet = Fleet.create();
        Set<String> accepted = new TreeSet<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(200)) {
            List<Callable<Integer>> writes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                String body = fleet.service("w-%03d-%s".formatted(i, fleet.site()), 1)
                        .replace("'port':80", "'port':" + (1000 + i));
                writes.add(() -> Fleet.post(SERVICES, body).statusCode());
            }
            List<Future<Integer>> answers = writers.invokeAll(writes);
            for (int i = 0; i < 200; i++) {
                int status = answers.get(i).get();
                assertThat(status).isIn(201, 503);
                if (status == 201) {
                    accepted.add("w-%03d-%s".formatted(i, fleet.site()));
                }
            }
        }
        assertThat(accepted).hasSizeGreaterThan(100);
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(names(newest(bus))).isEqualTo(accepted));
            assertThat(revisions(bus)).isSorted();
        }
    }

    @Test
    void withKafkaAwayChangesAreAcceptedAndPublishedWhenItIsBack() {
        Fleet fleet = Fleet.create();
        RealServices.stopKafka();
        long revision;
        try {
            revision = revision(fleet.service("web-" + fleet.site(), 3));
        } finally {
            RealServices.startKafka();
        }
        try (Bus bus = new Bus(Topic.DESIRED_STATE, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(revisions(bus)).contains(revision));
        }
    }

    @Test
    void aTopicWithAnotherPolicyOrPartitionsIsRefused() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(
                            new NewTopic(Topic.VERDICTS.at("wrong-policy"), 4, (short) 1)
                                    .configs(Map.of("cleanup.policy", "delete")),
                            new NewTopic(Topic.DESIRED_STATE.at("wrong-count"), 3, (short) 1)
                                    .configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        // A broker may learn of a topic a moment after it was made.
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.tryEnsure("wrong-policy"))
                        .isEqualTo(new TopicGuard.Wrong(
                                "The Kafka topic lvs.wrong-policy.verdicts.v1 has cleanup.policy=delete"
                                        + " but must have compact; correct or delete it.")));
        Fleet.post("/api/v1/sites", "{'name':'wrong-count'}").then().statusCode(409);
        Fleet.get("/api/v1/sites/wrong-count").then().statusCode(404);
    }

    @Test
    void aTopicThatCannotTakeTheLargestDocumentIsRefused() throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            NewTopic small = new NewTopic(
                            Topic.DESIRED_STATE.at("too-small"), Topic.DESIRED_STATE.partitions(), (short) 1)
                    .configs(Map.of("cleanup.policy", "compact", "max.message.bytes", "1048588"));
            admin.createTopics(List.of(small)).all().get();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(topics.tryEnsure("too-small"))
                        .isEqualTo(new TopicGuard.Wrong("The Kafka topic lvs.too-small.desired-state.v1 has"
                                + " max.message.bytes=1048588 but must have at least 16777216; raise it.")));
    }

    @Test
    void reportsAndEventsComeBackAndAPoisonRecordDoesNotStopThem() throws Exception {
        Fleet fleet = Fleet.create();
        ApplyReport report = new ApplyReport(
                ApplyReport.SCHEMA,
                fleet.director(),
                42,
                ApplyReport.Outcome.APPLIED,
                Instant.now(),
                3,
                new ApplyReport.Timings(Instant.now(), Duration.ZERO, Duration.ZERO),
                List.of(),
                List.of(),
                42);
        FleetEvent event = new FleetEvent(
                FleetEvent.SCHEMA,
                fleet.director(),
                Instant.now(),
                FleetEvent.Kind.DRIFT_REPAIRED,
                FleetEvent.Severity.WARNING,
                "table",
                "Two services were missing and are back.");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(kafka, new StringSerializer(), new ByteArraySerializer())) {
            for (Topic topic : List.of(Topic.APPLY_REPORTS, Topic.EVENTS)) {
                producer.send(new ProducerRecord<>(topic.at(fleet.site()), 0, fleet.director(), new byte[] {1, 2, 3}))
                        .get();
            }
            producer.send(new ProducerRecord<>(
                            Topic.APPLY_REPORTS.at(fleet.site()), 0, fleet.director(), ContractJson.encode(report)))
                    .get();
            producer.send(new ProducerRecord<>(
                            Topic.EVENTS.at(fleet.site()), 0, fleet.director(), ContractJson.encode(event)))
                    .get();
        }
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Fleet.get("/api/v1/directors/" + fleet.director())
                                .jsonPath()
                                .getLong("appliedRevision"))
                        .isEqualTo(42));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(Fleet.get("/api/v1/events?node=" + fleet.director())
                                .jsonPath()
                                .getList("items.kind"))
                        .asInstanceOf(InstanceOfAssertFactories.LIST)
                        .containsExactly("drift-repaired"));
    }

    @Test
    void aTargetThatNobodyWantsAnyMoreGetsATombstone() {
        Fleet fleet = Fleet.create();
        String name = "web-" + fleet.site();
        assertThat(revision(fleet.service(name, 1))).isPositive();
        try (Bus bus = new Bus(Topic.PROBE_TARGETS, fleet.site())) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(alive(bus)).hasSize(2).doesNotContainValue(false));
            Set<String> targets = alive(bus).keySet();
            Fleet.authorized().delete(SERVICES + "/" + name).then().statusCode(200);
            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(alive(bus)).containsOnlyKeys(targets).doesNotContainValue(true));
        }
    }

    /** Whether the newest record of each key has a value. */
    private static Map<String, Boolean> alive(Bus bus) {
        return bus.records().stream()
                .collect(Collectors.toMap(ConsumerRecord::key, r -> r.value() != null, (older, newer) -> newer));
    }

    private static long revision(String body) {
        return Fleet.post(SERVICES, body)
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getLong("revision");
    }

    private static List<Long> revisions(Bus bus) {
        return bus.records().stream()
                .map(RelayIT::document)
                .map(DesiredState::revision)
                .toList();
    }

    private static Set<String> names(DesiredState document) {
        return new TreeSet<>(
                document.services().stream().map(DesiredService::name).toList());
    }

    private static DesiredState newest(Bus bus) {
        List<ConsumerRecord<String, byte[]>> records = bus.records();
        assertThat(records).isNotEmpty();
        return document(records.getLast());
    }

    private static DesiredState document(ConsumerRecord<String, byte[]> published) {
        try {
            return ContractJson.decode(published.value(), DesiredState.class, DesiredState.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new AssertionError(e);
        }
    }
}
