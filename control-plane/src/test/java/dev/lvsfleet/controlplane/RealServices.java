package dev.lvsfleet.controlplane;

import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterExecutionMode;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One real PostgreSQL and one real Kafka for every test of the module; started once, stopped with the tests. */
public final class RealServices implements QuarkusTestResourceLifecycleManager {

    private static @Nullable KafkaCluster kafka;
    private static @Nullable EmbeddedPostgres postgres;
    private static int postgresPort;
    private static @Nullable Path postgresFiles;

    @Override
    public Map<String, String> start() {
        try {
            Path data = Files.createTempDirectory("control-plane-it");
            postgresFiles = Files.createTempDirectory("control-plane-postgres");
            EmbeddedPostgres database = startPostgres();
            KafkaCluster cluster = KafkaClusterFactory.create(KafkaClusterConfig.builder()
                    .execMode(KafkaClusterExecutionMode.IN_VM)
                    .brokersNum(1)
                    .brokerConfig("auto.create.topics.enable", "false")
                    .build());
            kafka = cluster;
            cluster.start();
            return Map.of(
                    "quarkus.datasource.jdbc.url", database.getJdbcUrl("postgres", "postgres"),
                    "quarkus.datasource.username", "postgres",
                    "quarkus.datasource.password", "postgres",
                    "kafka.bootstrap.servers", cluster.getBootstrapServers(),
                    "lvsfleet.data-dir", data.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its port and its data stay the same from the first start to the last. */
    public static EmbeddedPostgres startPostgres() throws IOException {
        EmbeddedPostgres started = EmbeddedPostgres.builder()
                .setPort(postgresPort)
                .setDataDirectory(Objects.requireNonNull(postgresFiles))
                .setCleanDataDirectory(false)
                .start();
        postgresPort = started.getPort();
        postgres = started;
        return started;
    }

    public static void stopPostgres() throws IOException {
        Objects.requireNonNull(postgres).close();
    }

    public static void stopKafka() {
        Objects.requireNonNull(kafka).stopNodes(node -> true, TerminationStyle.ABRUPT);
    }

    public static void startKafka() {
        Objects.requireNonNull(kafka).startNodes(node -> true);
    }

    @Override
    public void stop() {
        try {
            if (kafka != null) {
                kafka.close();
            }
            if (postgres != null) {
                postgres.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("Cannot stop the test's servers", e);
        }
    }
}
