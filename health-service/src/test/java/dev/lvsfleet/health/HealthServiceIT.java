package dev.lvsfleet.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.HealthVerdict.Health;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.HealthMachine;
import io.kroxylicious.testing.kafka.api.KafkaCluster;
import io.kroxylicious.testing.kafka.api.TerminationStyle;
import io.kroxylicious.testing.kafka.common.KafkaClusterConfig;
import io.kroxylicious.testing.kafka.common.KafkaClusterFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged service as its own process, on a real Kafka, probing real servers. */
@Tag("integration")
class HealthServiceIT {

    /** What even a machine with much else to do keeps, and a question that waits for its interval does not. */
    private static final Duration LONG_BEFORE_THE_HOUR = Duration.ofSeconds(30);

    private static final CheckTiming TIMING =
            new CheckTiming(Duration.ofMillis(400), Duration.ofMillis(300), 2, Duration.ofMillis(200));

    private static KafkaCluster kafka;

    @TempDir
    Path state;

    @BeforeAll
    static void startKafka() {
        kafka = KafkaClusterFactory.create(KafkaClusterConfig.builder()
                .brokersNum(1)
                .brokerConfig("auto.create.topics.enable", "false")
                .build());
        kafka.start();
    }

    @AfterAll
    static void stopKafka() throws Exception {
        kafka.close();
    }

    @Test
    void aDeadBackendIsDownWithinTheChecksOwnArithmeticAndSaidOnce() throws Exception {
        try (Bus bus = new Bus(kafka, "dies");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            HttpServer backend = backend(0);
            int port = backend.getAddress().getPort();
            bus.target("a", http("a", port));
            bus.awaitVerdicts("a", Health.UP);

            backend.stop(0);
            long died = System.nanoTime();
            bus.awaitVerdicts("a", Health.UP, Health.DOWN);
            Duration worst = HealthMachine.worstCaseDetection(TIMING, Duration.ZERO);
            assertThat(Duration.ofNanos(System.nanoTime() - died)).isLessThan(worst.plusMillis(500));

            HttpServer returned = backend(port);
            bus.awaitVerdicts("a", Health.UP, Health.DOWN, Health.UP);
            returned.stop(0);
            assertThat(service.get("/q/health/live")).contains("UP");
        }
    }

    @Test
    void aKilledServiceResumesFromTheVerdictsOnTheBus() throws Exception {
        try (Bus bus = new Bus(kafka, "resumes")) {
            HttpServer backend = backend(0);
            try (HealthServiceProcess first = HealthServiceProcess.start(bus, state)) {
                bus.target("up", http("up", backend.getAddress().getPort()));
                bus.target("down", http("down", 1));
                bus.awaitVerdicts("up", Health.UP);
                bus.awaitVerdicts("down", Health.DOWN);
                first.kill();
            }
            try (HealthServiceProcess second = HealthServiceProcess.start(bus, state)) {
                await().atMost(Duration.ofSeconds(30))
                        .untilAsserted(() -> assertThat(second.get("/api/v1/targets"))
                                .contains("\"outcome\":\"passed\"", "\"outcome\":\"failed\""));
                assertThat(bus.verdicts("up")).extracting(HealthVerdict::health).containsExactly(Health.UP);
                assertThat(bus.verdicts("down"))
                        .extracting(HealthVerdict::health)
                        .containsExactly(Health.DOWN);
            }
            backend.stop(0);
        }
    }

    @Test
    void aPoisonRecordIsParkedAndReportedAndTheNextOneProbed() throws Exception {
        try (Bus bus = new Bus(kafka, "poison");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            HttpServer backend = backend(0);
            bus.raw("good", "{\"schema\":1,".getBytes(StandardCharsets.UTF_8));
            bus.target("good", http("good", backend.getAddress().getPort()));

            bus.awaitVerdicts("good", Health.UP);
            assertThat(bus.events()).anyMatch(event -> event.contains("record-parked"));
            assertThat(service.get("/q/metrics")).contains("lvsfleet_health_records_parked_total 1.0");
            assertThat(state.resolve("parked")).isDirectoryContaining("glob:**probe-targets-*");
            backend.stop(0);
        }
    }

    @Test
    void anEditOfTheCheckWhileTheBackendIsDownKeepsItOut() throws Exception {
        CheckTiming hourly = new CheckTiming(Duration.ofHours(1), Duration.ofMillis(300), 2, Duration.ofMillis(200));
        try (Bus bus = new Bus(kafka, "edited");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            bus.target("before", http("before", 1));
            bus.awaitVerdicts("before", Health.DOWN);

            long edited = System.nanoTime();
            bus.raw("before", null);
            bus.target("after", http("after", 1, hourly));

            bus.awaitVerdicts("after", Health.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - edited)).isLessThan(LONG_BEFORE_THE_HOUR);
            assertThat(bus.verdicts("after").getFirst().evidence()).startsWith("as judged as before");
            assertThat(service.get("/api/v1/targets")).contains("\"id\":\"after\"", "\"worstCaseDetection\":3602.2");
        }
    }

    @Test
    void anotherQuestionIsAskedAtOnceAndNotAfterItsInterval() throws Exception {
        CheckTiming hourly = new CheckTiming(Duration.ofHours(1), Duration.ofMillis(300), 2, Duration.ofMillis(200));
        try (Bus bus = new Bus(kafka, "soon");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            long added = System.nanoTime();
            bus.target("a", http("a", 1, hourly));

            bus.awaitVerdicts("a", Health.DOWN);
            assertThat(Duration.ofNanos(System.nanoTime() - added)).isLessThan(LONG_BEFORE_THE_HOUR);
            assertThat(service.get("/q/health/live")).contains("UP");
        }
    }

    @Test
    void aTombstoneEndsTheProbingAndAFewSecondsLaterTheVerdict() throws Exception {
        try (Bus bus = new Bus(kafka, "tombstone");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            bus.target("gone", http("gone", 1));
            bus.awaitVerdicts("gone", Health.DOWN);

            bus.raw("gone", null);

            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(service.get("/api/v1/targets")).isEqualTo("[]"));
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(bus.tombstones()).containsExactly("gone"));
        }
    }

    @Test
    void aVerdictReachedWhileKafkaIsAwayIsSentWhenItIsBack() throws Exception {
        try (Bus bus = new Bus(kafka, "outage");
                HealthServiceProcess service = HealthServiceProcess.start(bus, state)) {
            HttpServer backend = backend(0);
            bus.target("a", http("a", backend.getAddress().getPort()));
            bus.awaitVerdicts("a", Health.UP);

            kafka.stopNodes(node -> true, TerminationStyle.GRACEFUL);
            backend.stop(0);
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(service.get("/api/v1/targets")).contains("\"state\":\"down\""));
            kafka.startNodes(node -> true);

            bus.awaitVerdicts("a", Health.UP, Health.DOWN);
        }
    }

    @Test
    void aBadSettingEndsTheProcessWithOneSentence() throws Exception {
        Process process = HealthServiceProcess.run("-Dlvsfleet.health.site=No_Site");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    @Test
    void aNumberThatIsNoneEndsTheProcessTheSameWay() throws Exception {
        Process process = HealthServiceProcess.run(
                "-Dlvsfleet.health.site=lab",
                "-Dkafka.bootstrap.servers=" + kafka.getBootstrapServers(),
                "-Dlvsfleet.health.in-flight=many");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
    }

    private static ProbeTarget http(String id, int port) {
        return http(id, port, TIMING);
    }

    private static ProbeTarget http(String id, int port, CheckTiming timing) {
        HealthCheck check = new HealthCheck.Http("/health_check", 200, null, timing);
        return new ProbeTarget(ProbeTarget.SCHEMA, id, InetAddress.ofLiteral("127.0.0.1"), port, check);
    }

    private static HttpServer backend(int port) throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 50);
        server.createContext("/health_check", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
