package dev.lvsfleet.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T08:30:00.250Z");
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final CheckTiming GUIDE =
            new CheckTiming(Duration.ofSeconds(6), Duration.ofSeconds(3), 3, Duration.ofSeconds(2));

    static Stream<Arguments> goldenSamples() {
        DesiredRealServer probed = new DesiredRealServer(RIP, 80, 3, 0, 0, "http-192.168.148.132-80-1f2e3d4c");
        DesiredService web = new DesiredService(
                "web", VIP, 80, Protocol.TCP, Scheduler.WRR, Forwarding.DIRECT_ROUTING, List.of(probed));
        return Stream.of(
                Arguments.of(
                        "desired-state",
                        new DesiredState(
                                1,
                                "director-1",
                                42,
                                "lab",
                                "edge",
                                AT,
                                List.of(new DesiredAddress(VIP, 32, "eth0")),
                                List.of(web))),
                Arguments.of(
                        "probe-target-http",
                        new ProbeTarget(
                                1,
                                "http-192.168.148.132-80-1f2e3d4c",
                                RIP,
                                80,
                                new HealthCheck.Http("/health_check", 200, null, GUIDE))),
                Arguments.of(
                        "probe-target-tcp",
                        new ProbeTarget(1, "tcp-192.168.148.132-80-aa", RIP, 80, new HealthCheck.Tcp(GUIDE))),
                Arguments.of(
                        "verdict",
                        new HealthVerdict(
                                1,
                                "tcp-192.168.148.132-80-aa",
                                HealthVerdict.Health.DOWN,
                                AT,
                                "connection refused",
                                "health-1")),
                Arguments.of(
                        "apply-report",
                        new ApplyReport(
                                1,
                                "director-1",
                                42,
                                ApplyReport.Outcome.APPLIED,
                                AT,
                                3,
                                new ApplyReport.Timings(AT, Duration.ofMillis(2), Duration.ofNanos(1_500_000)),
                                List.of(),
                                List.of("TCP 10.0.0.1:80"))),
                Arguments.of(
                        "event",
                        new FleetEvent(
                                1,
                                "director-1",
                                AT,
                                FleetEvent.Kind.DRIFT_REPAIRED,
                                FleetEvent.Severity.WARNING,
                                "web",
                                "192.168.148.132:80 was missing and was added again.")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenSamples")
    void aRecordIsWrittenExactlyAsItsGoldenSample(String sample, ContractRecord written) throws IOException {
        assertThat(new String(ContractJson.encode(written), StandardCharsets.UTF_8))
                .isEqualTo(golden(sample));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("goldenSamples")
    void aGoldenSampleReadsBackAsTheRecord(String sample, ContractRecord written) throws Exception {
        assertThat(ContractJson.decode(golden(sample).getBytes(StandardCharsets.UTF_8), written.getClass(), 1))
                .isEqualTo(written);
    }

    @Test
    void aPropertyThatThisReaderDoesNotKnowIsIgnored() throws Exception {
        String extended = golden("verdict").replaceFirst("\\{", "{\"quorum\":{\"of\":3},");

        assertThat(ContractJson.decode(extended.getBytes(StandardCharsets.UTF_8), HealthVerdict.class, 1)
                        .target())
                .isEqualTo("tcp-192.168.148.132-80-aa");
    }

    @Test
    void anEventOfAnUnknownKindStillReads() throws Exception {
        String future = golden("event").replace("drift-repaired", "role-changed");

        assertThat(ContractJson.decode(future.getBytes(StandardCharsets.UTF_8), FleetEvent.class, 1)
                        .kind())
                .isEqualTo(FleetEvent.Kind.UNKNOWN);
    }

    private enum Spelled {
        @JsonProperty("another-word")
        THAN_ITS_NAME
    }

    @Test
    void theWordOfAConstantIsTheOneItIsWrittenWith() {
        assertThat(ContractJson.word(Spelled.THAN_ITS_NAME)).isEqualTo("another-word");
        assertThat(ContractJson.word(FleetEvent.Kind.DRIFT_REPAIRED)).isEqualTo("drift-repaired");
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void whatIsNotTheRecordIsRefusedAndTheReasonNamed(String json, String reason) {
        assertThatThrownBy(() -> ContractJson.decode(json.getBytes(StandardCharsets.UTF_8), HealthVerdict.class, 1))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining(reason);
    }

    static Stream<Arguments> malformed() throws IOException {
        String verdict = golden("verdict");
        return Stream.of(
                Arguments.of("", "No content"),
                Arguments.of("null", "the value is null"),
                Arguments.of("\u0000\u0001", "Not a HealthVerdict"),
                Arguments.of("[]", "Not a HealthVerdict"),
                Arguments.of(verdict + "{}", "Trailing token"),
                Arguments.of(verdict.replace("\"target\"", "\"targt\""), "target"),
                Arguments.of(verdict.replace("\"tcp-192.168.148.132-80-aa\"", "null"), "target is null"),
                Arguments.of(verdict.replace("\"schema\":1", "\"schema\":2"), "schema 2"),
                Arguments.of(verdict.replace("\"down\"", "\"sideways\""), "sideways"));
    }

    @Test
    void aNameInPlaceOfAnAddressIsRefusedWithoutALookUp() throws Exception {
        String named = golden("probe-target-tcp").replaceFirst("192.168.148.132\",\"port", "localhost\",\"port");

        assertThatThrownBy(() -> ContractJson.decode(named.getBytes(StandardCharsets.UTF_8), ProbeTarget.class, 1))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("not an IP address literal");
    }

    private static String golden(String sample) throws IOException {
        try (InputStream file = ContractJsonTest.class.getResourceAsStream("/golden/" + sample + ".json")) {
            return new String(Objects.requireNonNull(file, sample).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
