package dev.lvsfleet.controlplane.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.common.annotation.Identifier;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the packaged process begins and ends: with one sentence when it cannot, and never with a stack trace. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@Tag("integration")
class ControlPlaneProcessIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String STACK_FRAME = "(?m)^\\s+at [\\w.$/]+\\(";

    @Inject
    DataSource database;

    @Inject
    @Identifier("default-kafka-broker")
    Map<String, Object> kafka;

    @TempDir
    Path directory;

    @Test
    void withPostgresAwayItEndsWithOneSentence() throws Exception {
        int nobodyHere = ControlPlaneProcess.freePort();
        try (ControlPlaneProcess process = ControlPlaneProcess.start(
                directory,
                "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:" + nobodyHere
                        + "/lvsfleet?sslpassword=secret",
                "-Dlvsfleet.postgres-patience=2s")) {
            assertThat(process.exitWithin(PATIENCE)).isEqualTo(1);
            assertThat(process.output().lines())
                    .hasSize(2)
                    .last()
                    .asString()
                    .startsWith("control-plane: PostgreSQL at jdbc:postgresql://127.0.0.1:" + nobodyHere
                            + "/lvsfleet did not let the control plane in within 2 s: ")
                    .doesNotContain("secret");
        }
    }

    @Test
    void aTerminationWhileItWaitsForPostgresEndsItAtOnce() throws Exception {
        int nobodyHere = ControlPlaneProcess.freePort();
        try (ControlPlaneProcess process = ControlPlaneProcess.start(
                directory, "-Dquarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:" + nobodyHere + "/lvsfleet")) {
            await().atMost(PATIENCE).until(() -> process.output().contains("waits up to 60 s for PostgreSQL"));
            process.terminate();
            assertThat(process.exitWithin(Duration.ofSeconds(10))).isEqualTo(128 + 15);
        }
    }

    @Test
    void aTopicWithAnotherPolicyEndsItWithOneSentence() throws Exception {
        String site = "wrong-topics";
        String topic = Topic.DESIRED_STATE.at(site);
        sql("INSERT INTO site (name, description, version) VALUES ('" + site + "', '', 0)");
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(List.of(new NewTopic(topic, Topic.DESIRED_STATE.partitions(), (short) 1)
                            .configs(Map.of("cleanup.policy", "delete"))))
                    .all()
                    .get();
            copyTheFleetsKey();
            try (ControlPlaneProcess process = ControlPlaneProcess.start(directory)) {
                assertThat(process.exitWithin(PATIENCE)).isEqualTo(1);
                assertThat(process.output())
                        .contains("control-plane: The Kafka topic " + topic + " has cleanup.policy=delete")
                        .doesNotContainPattern(STACK_FRAME);
            } finally {
                sql("DELETE FROM site WHERE name = '" + site + "'");
                admin.deleteTopics(List.of(topic)).all().get();
            }
        }
    }

    @Test
    void aTerminationEndsItSoonAndQuietly() throws Exception {
        copyTheFleetsKey();
        try (ControlPlaneProcess process = ControlPlaneProcess.start(directory)) {
            process.awaitReady();
            process.terminate();
            assertThat(process.exitWithin(Duration.ofSeconds(10))).isEqualTo(128 + 15);
            assertThat(process.output())
                    .doesNotContainPattern(STACK_FRAME)
                    .doesNotContain(" WARN ")
                    .doesNotContain(" ERROR ");
        }
    }

    @Test
    void aReplicaWithoutTheFleetsKeyEndsWithOneSentenceAndMakesNone() throws Exception {
        try (ControlPlaneProcess process = ControlPlaneProcess.start(directory)) {
            assertThat(process.exitWithin(PATIENCE)).isEqualTo(1);
            assertThat(process.output())
                    .contains("control-plane: The fleet's documents are signed with the key sha256:")
                    .contains("copy fleet.key and fleet.pub there from a replica that has it.")
                    .doesNotContainPattern(STACK_FRAME);
            assertThat(directory.resolve("fleet.key")).doesNotExist();
        }
    }

    private void copyTheFleetsKey() throws IOException {
        Path fleet = Path.of(ConfigProvider.getConfig().getValue("lvsfleet.data-dir", String.class));
        for (String file : List.of("fleet.key", "fleet.pub")) {
            Files.copy(fleet.resolve(file), directory.resolve(file));
        }
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }
}
