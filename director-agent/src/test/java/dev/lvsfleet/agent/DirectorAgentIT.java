package dev.lvsfleet.agent;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.reconcile.Kernel;
import dev.lvsfleet.agent.testing.FakeNode;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.KeyFiles;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The whole agent on a real Kafka, with a kernel of bytes. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@Tag("integration")
class DirectorAgentIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    static final FakeNode NODE = new FakeNode();

    /** Takes the real kernel's place. */
    @Singleton
    static final class FakeKernelWiring {
        @Produces
        @Singleton
        Kernel kernel() {
            return NODE.kernel();
        }
    }

    private final String bootstrap = setting("kafka.bootstrap.servers");

    private final Path signingKey = Path.of(setting("test.signing-key"));

    @Test
    void documentsAreAppliedAndWhatMustBeRefusedIsRefusedAndThePoisonedIsParked() throws Exception {
        PrivateKey key = KeyFiles.readPrivateKey(signingKey);
        send("director-1", "poison".getBytes(StandardCharsets.UTF_8), null);
        send("director-1", state(7, web(real(132, 3), real(133, 1))), key);

        await().atMost(PATIENCE).until(() -> revision() == 7);
        assertThat(NODE.ipvs.table().services()).hasSize(1);

        send("director-1", state(6, web()), key);
        send("director-1", state(8, web()), KeyFiles.generate().getPrivate());
        send("director-2", state(9, web()), key);
        send("director-1", state(10, web(real(132, 9))), key);

        await().atMost(PATIENCE).until(() -> revision() == 10);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(String.join("\n", events()))
                        .contains(
                                "agent-started",
                                "record-parked",
                                "revision 6 is older than 7",
                                "not by a trusted key"));
        assertThat(get("/api/v1/status").jsonPath().getInt("services[0].realServers[0].weight"))
                .isEqualTo(9);
        get("/q/health/ready").then().statusCode(200);
    }

    private static String setting(String name) {
        return ConfigProvider.getConfig().getValue(name, String.class);
    }

    private static long revision() {
        return get("/api/v1/status").jsonPath().getLong("revision");
    }

    private void send(String node, DesiredState state, PrivateKey key) throws Exception {
        byte[] content = ContractJson.encode(state);
        send(node, content, new DocumentSigner(key).sign(content));
    }

    private void send(String node, byte[] content, byte @org.jspecify.annotations.Nullable [] signature)
            throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new ByteArraySerializer())) {
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
        List<TopicPartition> partitions = IntStream.range(0, Topic.EVENTS.partitions())
                .mapToObj(number -> new TopicPartition(Topic.EVENTS.at("lab"), number))
                .toList();
        List<String> events = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.poll(Duration.ofSeconds(2))
                    .forEach(it -> events.add(new String(it.value(), StandardCharsets.UTF_8)));
        }
        return events;
    }
}
