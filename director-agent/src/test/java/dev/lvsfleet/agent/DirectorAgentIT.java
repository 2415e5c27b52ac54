package dev.lvsfleet.agent;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.verdict;
import static dev.lvsfleet.agent.testing.Documents.web;
import static dev.lvsfleet.agent.testing.FakeProbe.HEALTHY;
import static io.restassured.RestAssured.get;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.baseline.Node;
import dev.lvsfleet.agent.doctor.NodeProbe;
import dev.lvsfleet.agent.doctor.Seen;
import dev.lvsfleet.agent.doctor.Symptoms;
import dev.lvsfleet.agent.reconcile.Kernel;
import dev.lvsfleet.agent.reconcile.KernelGlance;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.agent.testing.FakePreparedNode;
import dev.lvsfleet.agent.testing.FakeProbe;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.KeyFiles;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.ipvs.testing.FakeTraffic;
import dev.lvsfleet.linux.clock.ClockReading;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The whole agent, with a kernel of bytes and a real Kafka that is not always there: one life, told in order. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@Tag("integration")
@TestMethodOrder(OrderAnnotation.class)
class DirectorAgentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ServiceKey WEB = new ServiceKey.Endpoint(TransportProtocol.TCP, Documents.VIP, 80);
    private static final DestinationKey SERVER = new DestinationKey(InetAddress.ofLiteral("192.168.148.134"), 80);
    static final FakeNode NODE = new FakeNode();
    static final FakePreparedNode PREPARED = new FakePreparedNode();
    static final FakeProbe PROBE = new FakeProbe();

    /** Takes the real kernel's place. */
    @Singleton
    static final class FakeKernelWiring {
        @Produces
        @Singleton
        Kernel kernel() {
            return NODE.kernel();
        }

        @Produces
        @Singleton
        KernelGlance glance() {
            return () -> {
                try (Kernel kernel = NODE.kernel()) {
                    return kernel.observe().observation();
                }
            };
        }

        @Produces
        @Singleton
        Node node() {
            return PREPARED;
        }

        @Produces
        @Singleton
        NodeProbe probe() {
            return PROBE;
        }
    }

    private final String bootstrap = setting("kafka.bootstrap.servers");

    private final Path signingKey = Path.of(setting("test.signing-key"));

    @SuppressWarnings("NullAway.Init") // KafkaResource sets it
    Consumer<Boolean> broker;

    @Test
    @Order(1)
    void withNoBrokerAtAllItServesWhatIsOnDisk() {
        await().atMost(PATIENCE).until(() -> weights().equals(Map.of("192.168.148.132:80", 1)));

        assertThat(revision()).isEqualTo(1);
        assertThat(get("/api/v1/status").jsonPath().getString("bus")).isEqualTo("waiting");
        await().atMost(PATIENCE).until(() -> get("/api/v1/status").jsonPath().getLong("baseline.revision") == 1);
        assertThat(PREPARED.all().modules()).contains("ip_vs", "ip_vs_wrr");
        get("/q/health/ready").then().statusCode(200);
        get("/q/health/live").then().statusCode(200);
    }

    @Test
    @Order(2)
    void aBrokerThatComesLaterAndItsTopicsLaterStillAreFound() throws Exception {
        broker.accept(true);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            admin.describeCluster().nodes().get(30, TimeUnit.SECONDS);
            admin.createTopics(Stream.of(Topic.values())
                            .map(topic -> new NewTopic(topic.at("lab"), topic.partitions(), (short) 1))
                            .toList())
                    .all()
                    .get(30, TimeUnit.SECONDS);
        }

        send("director-1", state(2, web(real(132, 2), real(133, 1))));

        await().atMost(PATIENCE)
                .until(() -> weights().equals(Map.of("192.168.148.132:80", 2, "192.168.148.133:80", 1)));
        await().atMost(PATIENCE)
                .until(() -> get("/api/v1/status").jsonPath().getString("bus").equals("ok"));
        // In the kernel's order, the newest real server first.
        assertThat(get("/api/v1/table").asString().lines())
                .containsExactly(
                        "-A -t 192.168.148.161:80 -s wrr",
                        "-a -t 192.168.148.161:80 -r 192.168.148.133:80 -g -w 1",
                        "-a -t 192.168.148.161:80 -r 192.168.148.132:80 -g -w 2");
        assertThat(given().accept("application/json")
                        .get("/api/v1/table")
                        .jsonPath()
                        .getList("lines"))
                .hasSize(3);
    }

    @Test
    @Order(3)
    void aVerdictTakesARealServerOutAndBringsItBack() throws Exception {
        send(verdict(132, Health.DOWN));
        await().atMost(PATIENCE).until(() -> weights().equals(Map.of("192.168.148.133:80", 1)));

        send(verdict(132, Health.UP));
        await().atMost(PATIENCE)
                .until(() -> weights().equals(Map.of("192.168.148.132:80", 2, "192.168.148.133:80", 1)));
    }

    @Test
    @Order(4)
    void whatMustBeRefusedIsRefusedAndThePoisonedIsParkedAndTheRestGoesOn() throws Exception {
        PrivateKey key = KeyFiles.readPrivateKey(signingKey);
        DesiredState anothers = new DesiredState(
                DesiredState.SCHEMA, "director-2", 9, "lab", "edge", state(9).revisedAt(), List.of(), List.of());
        byte[] poison = "poison".getBytes(StandardCharsets.UTF_8);
        send("director-1", poison, null);
        send("director-1", poison, new DocumentSigner(key).sign(poison));
        send("director-1", state(1, web()), key);
        send("director-1", state(8, web()), KeyFiles.generate().getPrivate());
        send("director-1", anothers, key);
        send("director-2", state(9, web()), key);
        send("director-1", state(3, web(real(132, 9))), key);

        await().atMost(PATIENCE).until(() -> weights().equals(Map.of("192.168.148.132:80", 9)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", events()))
                        .contains(
                                "agent-started",
                                "record-parked",
                                "it is not signed",
                                "revision 1 is older than 2",
                                "not by a trusted key",
                                "it is for node 'director-2'"));
        assertThat(revision()).isEqualTo(3);
        get("/q/health/ready").then().statusCode(200);
    }

    @Test
    @Order(5)
    void aBrokerThatWasAwayIsFoundAgain() throws Exception {
        broker.accept(false);
        NODE.ipvs.clear();
        await().atMost(PATIENCE).until(() -> weights().equals(Map.of("192.168.148.132:80", 9)));
        broker.accept(true);

        send("director-1", state(4, web(real(134, 4))));

        await().atMost(PATIENCE).until(() -> weights().equals(Map.of("192.168.148.134:80", 4)));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", events())).contains("drift-repaired"));
    }

    @Test
    @Order(6)
    void whatItServesIsOnTheBusInOnePartitionAndItsCountersAreAtMetrics() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            List<ConsumerRecord<String, byte[]>> states = records(Topic.SERVICE_STATES);
            assertThat(states.stream().map(ConsumerRecord::partition).distinct())
                    .hasSize(1);
            assertThat(states.getLast().key()).isEqualTo("director-1");
            ServiceState newest = ContractJson.decode(
                    states.stream()
                            .filter(it -> it.key().equals("director-1/web"))
                            .toList()
                            .getLast()
                            .value(),
                    ServiceState.class,
                    ServiceState.SCHEMA);
            assertThat(newest.equal()).isTrue();
            assertThat(newest.realServers())
                    .extracting(ServiceState.Backend::weight)
                    .containsExactly(4);
        });
        assertThat(get("/q/metrics").asString())
                .contains(
                        "lvsfleet_ipvs_service_connections_total{service=\"web\",protocol=\"tcp\",endpoint=\"",
                        "lvsfleet_ipvs_real_server_weight{service=\"web\",protocol=\"tcp\",real_server=\"192.168.148.134:80\"} 4.0");
    }

    /** As whoever scrapes sees it: -1 while there is no such series. */
    private static double carried() {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(it -> it.startsWith("lvsfleet_ipvs_real_server_connections_total{")
                        && it.contains("192.168.148.134:80"))
                .mapToDouble(it -> Double.parseDouble(it.substring(it.lastIndexOf(' '))))
                .findFirst()
                .orElse(-1);
    }

    @Test
    @Order(6)
    void noCounterFallsWhenAServiceIsDeletedAndMadeAgain() throws Exception {
        await().atMost(PATIENCE).until(() -> carried() >= 0);
        NODE.ipvs.carry(WEB, SERVER, connections(50));
        await().atMost(PATIENCE).until(() -> carried() >= 50);
        double before = carried();

        send("director-1", state(5));
        await().atMost(PATIENCE).until(() -> weights().isEmpty() && carried() < 0);
        send("director-1", state(6, web(real(134, 4))));

        await().atMost(PATIENCE).until(() -> carried() >= 0);
        assertThat(carried()).isEqualTo(before);
        NODE.ipvs.carry(WEB, SERVER, connections(7));
        await().atMost(PATIENCE).until(() -> carried() == before + 7);
    }

    private static FakeTraffic connections(long number) {
        return new FakeTraffic(number, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    @Order(6)
    void everyMetricOfTheAgentIsInTheOperatorGuide() throws Exception {
        String guide = Files.readString(Path.of("../docs/operator-guide.md"));
        List<String> names = get("/q/metrics")
                .asString()
                .lines()
                .filter(it -> it.startsWith("# TYPE lvsfleet_"))
                .map(it -> it.split(" ", -1)[2])
                .toList();

        assertThat(names)
                .hasSizeGreaterThan(30)
                .allSatisfy(it -> assertThat(guide).contains("`" + it));
    }

    @Test
    @Order(7)
    void whatTheDoctorFindsIsShownCountedReportedAndTold() {
        PROBE.show(new Symptoms(
                new Seen.Known<>(new ClockReading(false, Duration.ZERO, Duration.ZERO)),
                HEALTHY.security(),
                HEALTHY.host(),
                HEALTHY.firewall(),
                HEALTHY.wire()));

        await().atMost(PATIENCE)
                .until(() -> get("/api/v1/doctor")
                        .jsonPath()
                        .getList("findings.code")
                        .equals(List.of("clock-unsynchronised")));
        assertThat(get("/api/v1/doctor").jsonPath().getString("node")).isEqualTo("director-1");
        assertThat(get("/api/v1/doctor").jsonPath().getString("findings[0].severity"))
                .isEqualTo("warning");
        assertThat(get("/q/metrics").asString()).contains("lvsfleet_agent_findings{severity=\"warning\"} 1.0");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", texts(Topic.APPLY_REPORTS)))
                        .contains("\"code\":\"clock-unsynchronised\""));

        PROBE.show(HEALTHY);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", events())).contains("finding-gone"));
    }

    private static Map<String, Integer> weights() {
        return NODE.ipvs.table().services().values().stream()
                .flatMap(service -> service.destinations().values().stream())
                .collect(Collectors.toMap(it -> it.key().toString(), Destination::weight));
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static long revision() {
        return get("/api/v1/status").jsonPath().getLong("revision");
    }

    private void send(String node, DesiredState state) throws Exception {
        send(node, state, KeyFiles.readPrivateKey(signingKey));
    }

    private void send(HealthVerdict verdict) throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            producer.send(new ProducerRecord<>(
                            Topic.VERDICTS.at("lab"), verdict.target(), ContractJson.encode(verdict)))
                    .get(30, TimeUnit.SECONDS);
        }
    }

    private KafkaProducer<String, byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer());
    }

    private void send(String node, DesiredState state, PrivateKey key) throws Exception {
        byte[] content = ContractJson.encode(state);
        send(node, content, new DocumentSigner(key).sign(content));
    }

    private void send(String node, byte[] content, byte @org.jspecify.annotations.Nullable [] signature)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer = producer()) {
            int partition = NodePartition.of("director-1", Topic.DESIRED_STATE.partitions());
            ProducerRecord<String, byte[]> document =
                    new ProducerRecord<>(Topic.DESIRED_STATE.at("lab"), partition, node, content);
            if (signature != null) {
                document.headers().add(DocumentSigner.HEADER, signature);
            }
            producer.send(document).get(30, TimeUnit.SECONDS);
        }
    }

    private List<String> events() {
        return texts(Topic.EVENTS);
    }

    private List<String> texts(Topic topic) {
        return records(topic).stream()
                .map(it -> new String(it.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private List<ConsumerRecord<String, byte[]>> records(Topic topic) {
        List<TopicPartition> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(number -> new TopicPartition(topic.at("lab"), number))
                .toList();
        List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.poll(Duration.ofSeconds(2)).forEach(records::add);
        }
        return records;
    }
}
