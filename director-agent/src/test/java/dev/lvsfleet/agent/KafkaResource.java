package dev.lvsfleet.agent;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.KeyFiles;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** A real Kafka with the site's topics, and an agent's settings that point at it. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable KafkaCluster kafka;

    @Override
    public Map<String, String> start() {
        try {
            KafkaCluster started = KafkaClusterFactory.create(KafkaClusterConfig.builder()
                    .brokersNum(1)
                    .brokerConfig("auto.create.topics.enable", "false")
                    .build());
            kafka = started;
            started.start();
            try (Admin admin = Admin.create(started.getKafkaClientConfiguration())) {
                admin.createTopics(Stream.of(Topic.values())
                                .map(topic -> new NewTopic(topic.at("lab"), topic.partitions(), (short) 1))
                                .toList())
                        .all()
                        .get(30, TimeUnit.SECONDS);
            }
            Path directory = Files.createTempDirectory("agent-it");
            Path key = directory.resolve("fleet.pub");
            Files.writeString(key, KeyFiles.pem(Documents.KEY.getPublic()));
            Files.writeString(directory.resolve("fleet.key"), KeyFiles.pem(Documents.KEY.getPrivate()));
            return Map.of(
                    "kafka.bootstrap.servers", started.getBootstrapServers(),
                    "lvsfleet.agent.node", "director-1",
                    "lvsfleet.agent.site", "lab",
                    "lvsfleet.agent.state-dir", directory.resolve("state").toString(),
                    "lvsfleet.agent.trusted-keys", key.toString(),
                    "lvsfleet.agent.resync-interval", "1s",
                    "test.signing-key", directory.resolve("fleet.key").toString());
        } catch (Exception e) {
            throw new IllegalStateException("No Kafka for the test", e);
        }
    }

    @Override
    public void stop() {
        KafkaCluster started = kafka;
        if (started != null) {
            try {
                started.close();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
