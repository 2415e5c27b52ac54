package dev.lvsfleet.agent;

import static dev.lvsfleet.agent.testing.Documents.real;

import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.signature.KeyFiles;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A node that served revision 1 before it was switched off, and a real Kafka, without topics, that is off too.
 *
 * <p>A test's field of type {@code Consumer<Boolean>} switches Kafka on and off; a type of the JDK, because tests and
 * resources may come from different class loaders.
 */
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
            String bootstrap = started.getBootstrapServers();
            started.stopNodes(node -> true, TerminationStyle.GRACEFUL);
            Path directory = Files.createTempDirectory("agent-it");
            Path key = directory.resolve("fleet.pub");
            Files.writeString(key, KeyFiles.pem(Documents.KEY.getPublic()));
            Files.writeString(directory.resolve("fleet.key"), KeyFiles.pem(Documents.KEY.getPrivate()));
            Path state = Files.createDirectory(directory.resolve("state"));
            new LastGoodStore(state)
                    .write(Documents.signed(Documents.state(1, Documents.web(real(132, 1)))), Optional.empty());
            return Map.of(
                    "kafka.bootstrap.servers",
                    bootstrap,
                    "lvsfleet.agent.node",
                    "director-1",
                    "lvsfleet.agent.site",
                    "lab",
                    "lvsfleet.agent.state-dir",
                    state.toString(),
                    "lvsfleet.agent.trusted-keys",
                    key.toString(),
                    "lvsfleet.agent.resync-interval",
                    "1s",
                    "lvsfleet.agent.doctor-interval",
                    "1s",
                    "test.signing-key",
                    directory.resolve("fleet.key").toString());
        } catch (Exception e) {
            throw new IllegalStateException("No Kafka for the test", e);
        }
    }

    @Override
    public void inject(TestInjector tests) {
        Consumer<Boolean> broker = this::switchTo;
        tests.injectIntoFields(broker, field -> field.getType() == Consumer.class);
    }

    private void switchTo(boolean on) {
        KafkaCluster cluster = Objects.requireNonNull(kafka);
        if (on) {
            cluster.startNodes(node -> true);
        } else {
            cluster.stopNodes(node -> true, TerminationStyle.GRACEFUL);
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
