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
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ContractJsonTest {

    private static final Instant AT = Instant.parse("2026-11-22T08:30:00.250Z");
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final InetAddress VIP6 = InetAddress.ofLiteral("2001:db8::161");
    private static final InetAddress RIP6 = InetAddress.ofLiteral("2001:db8::132");
    private static final CheckTiming GUIDE =
            new CheckTiming(Duration.ofSeconds(6), Duration.ofSeconds(3), 3, Duration.ofSeconds(2));

    static Stream<Arguments> goldenSamples() {
        return Stream.of(
                Arguments.of("desired-state", document(new DesiredAddress(VIP, 32, "eth0"), web())),
                Arguments.of(
                        "desired-state-everything", document(new DesiredAddress(VIP6, 128, "eth0"), sip(), marked())),
                Arguments.of("desired-state-real-server", realServer()),
                Arguments.of("desired-state-failover", document().with(failover())),
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
                Arguments.of("apply-report", report()),
                Arguments.of("apply-report-failover", report().with(routers(), "5f3a")),
                Arguments.of("service-state", serviceState()),
                Arguments.of("service-state-pulse", ServiceState.pulse("director-1", 42, AT, true)),
                Arguments.of("apply-report-real-server", realServerReport()),
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

    private static ApplyReport report() {
        return new ApplyReport(
                1,
                "director-1",
                42,
                ApplyReport.Outcome.APPLIED,
                AT,
                3,
                new ApplyReport.Timings(AT, Duration.ofMillis(2), Duration.ofNanos(1_500_000)),
                List.of(),
                List.of("TCP 10.0.0.1:80"),
                42);
    }

    private static DesiredState document() {
        return new DesiredState(2, "director-1", 42, "lab", "edge", AT, List.of(), List.of(web()));
    }

    private static Failover failover() {
        VirtualRouter guide = new VirtualRouter(
                "guide",
                51,
                2,
                "eth0",
                InetAddress.ofLiteral("192.168.148.130"),
                VirtualRouter.Transport.UNICAST,
                List.of(InetAddress.ofLiteral("192.168.148.131")),
                100,
                Duration.ofSeconds(1),
                false,
                Duration.ZERO,
                Duration.ZERO,
                "1111",
                List.of(VIP),
                null,
                Duration.ofSeconds(5),
                WhenUnable.FAULT,
                false,
                new SwitchOver(41));
        VirtualRouter six = new VirtualRouter(
                "six",
                6,
                3,
                "eth0",
                InetAddress.ofLiteral("2001:db8::130"),
                VirtualRouter.Transport.MULTICAST,
                List.of(),
                255,
                Duration.ofMillis(100),
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                null,
                List.of(VIP6, InetAddress.ofLiteral("2001:db8::130")),
                "both",
                Duration.ofSeconds(30),
                WhenUnable.LOWER,
                true,
                null);
        return new Failover(List.of(guide, six), new ConnectionSync(7, "eth1"));
    }

    private static List<RouterState> routers() {
        return List.of(
                new RouterState(
                        "guide",
                        RouterState.Role.ACTIVE,
                        100,
                        AT,
                        "the Active left",
                        3600,
                        12,
                        Map.of("wrong-ttl", 2L, "stranger", 1L),
                        Duration.ofMillis(640),
                        41,
                        null),
                new RouterState(
                        "six",
                        RouterState.Role.INITIALIZE,
                        1,
                        AT,
                        "the interface is down",
                        0,
                        0,
                        Map.of(),
                        null,
                        0,
                        "eth0 is down"));
    }

    private static DesiredState document(DesiredAddress address, DesiredService... services) {
        return new DesiredState(2, "director-1", 42, "lab", "edge", AT, List.of(address), List.of(services));
    }

    private static DesiredState realServer() {
        return DesiredState.ofRealServer(
                "nginx-1",
                43,
                "lab",
                AT,
                List.of(
                        new ServedAddress(VIP, RIP, Forwarding.DIRECT_ROUTING, null),
                        new ServedAddress(VIP6, RIP, Forwarding.TUNNEL, Tunnel.PLAIN)),
                new Gateway(InetAddress.ofLiteral("192.168.148.131"), true));
    }

    private static ApplyReport realServerReport() {
        return new ApplyReport(
                        1,
                        "nginx-1",
                        43,
                        ApplyReport.Outcome.FAILED,
                        AT,
                        5,
                        new ApplyReport.Timings(AT, Duration.ofMillis(2), Duration.ofNanos(1_500_000)),
                        List.of("Load module sit: it is not there"),
                        List.of(),
                        41,
                        List.of(
                                new Readiness(VIP, true, "on lo, not answered by ARP"),
                                new Readiness(VIP6, false, "sit0 is not there")),
                        new Examination(
                                AT,
                                List.of(new Finding(
                                        "reverse-path-filter",
                                        FleetEvent.Severity.ERROR,
                                        "sit0",
                                        "net.ipv4.conf.sit0.rp_filter is 1",
                                        "sysctl -w net.ipv4.conf.sit0.rp_filter=0"))))
                .about(ApplyReport.Asked.by(realServer()));
    }

    private static ServiceState serviceState() {
        return new ServiceState(
                1,
                "director-1",
                "web",
                42,
                AT,
                false,
                true,
                false,
                List.of(
                        new ServiceState.Backend(RIP, 80, ServiceState.Place.RAMPING, 1, 2, 12L, 340L, 41),
                        new ServiceState.Backend(RIP6, 80, ServiceState.Place.EJECTED, null, null, null, null, 42)));
    }

    private static DesiredService web() {
        DesiredRealServer probed = new DesiredRealServer(
                RIP, 80, 3, 0, 0, Forwarding.DIRECT_ROUTING, null, "http-192.168.148.132-80-1f2e3d4c");
        return new DesiredService(
                "web",
                new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
                Scheduler.WRR,
                Set.of(),
                null,
                List.of(probed),
                List.of(),
                PoolPolicy.DEFAULT);
    }

    private static DesiredService sip() {
        return new DesiredService(
                "sip",
                new ServiceEndpoint.Address(Protocol.UDP, VIP6, 5060),
                Scheduler.MH,
                EnumSet.of(SchedulerFlag.MH_FALLBACK, SchedulerFlag.MH_PORT),
                new Persistence(Duration.ofMinutes(6), 64, PersistenceEngine.SIP),
                List.of(new DesiredRealServer(
                        RIP6,
                        5060,
                        1,
                        2000,
                        1500,
                        Forwarding.TUNNEL,
                        new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.REMCSUM),
                        null)),
                List.of(new DesiredRealServer(RIP6, 5080, 1, 0, 0, Forwarding.NAT, null, null)),
                new PoolPolicy(
                        WhenDown.QUIESCE,
                        50,
                        new Quorum(3, 1),
                        new SlowStart(Duration.ofSeconds(30), 5),
                        Duration.ofMinutes(10)));
    }

    private static DesiredService marked() {
        return new DesiredService(
                "marked",
                new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 4_294_967_295L),
                Scheduler.SH,
                EnumSet.of(SchedulerFlag.SH_PORT, SchedulerFlag.SH_FALLBACK, SchedulerFlag.ONE_PACKET),
                null,
                List.of(new DesiredRealServer(RIP, 0, 1, 0, 0, Forwarding.TUNNEL, Tunnel.PLAIN, null)),
                List.of(),
                PoolPolicy.DEFAULT);
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
        assertThat(ContractJson.decode(
                        golden(sample).getBytes(StandardCharsets.UTF_8), written.getClass(), written.schema()))
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
    void whatWasWrittenBeforeThereWereRolesIsADirectorsAndReads() throws Exception {
        DesiredState read = ContractJson.decode(
                golden("desired-state-before-roles").getBytes(StandardCharsets.UTF_8), DesiredState.class, 2);

        assertThat(read).isEqualTo(document(new DesiredAddress(VIP, 32, "eth0"), web()));
    }

    @Test
    void aReportFromBeforeReadinessDoesNotKnowWhatWasApplied() throws Exception {
        ApplyReport read = ContractJson.decode(
                golden("apply-report-before-readiness").getBytes(StandardCharsets.UTF_8), ApplyReport.class, 1);

        assertThat(read.appliedRevision()).isZero();
        assertThat(read.readiness()).isEmpty();
        assertThat(read.examination()).isNull();
    }

    @Test
    void whatWasWrittenBeforeThereWereVirtualRoutersHasNone() throws Exception {
        DesiredState document = ContractJson.decode(
                golden("desired-state-before-failover").getBytes(StandardCharsets.UTF_8), DesiredState.class, 2);
        ApplyReport report = ContractJson.decode(
                golden("apply-report-before-failover").getBytes(StandardCharsets.UTF_8), ApplyReport.class, 1);

        assertThat(document.failover()).isEqualTo(Failover.NONE);
        assertThat(report.virtualRouters()).isEmpty();
        assertThat(report.tableDigest()).isNull();
    }

    @Test
    void aRoleOfTheFutureStillReads() throws Exception {
        String future = golden("apply-report-failover").replace("\"active\"", "\"elsewhere\"");

        assertThat(ContractJson.decode(future.getBytes(StandardCharsets.UTF_8), ApplyReport.class, 1)
                        .virtualRouters()
                        .getFirst()
                        .role())
                .isEqualTo(RouterState.Role.UNKNOWN);
    }

    @Test
    void anEventOfAnUnknownKindStillReads() throws Exception {
        String future = golden("event").replace("drift-repaired", "of-the-future");

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

    @Test
    void whatADocumentMustHaveIsRefusedWhenItIsNullOrMissing() throws Exception {
        String document = golden("desired-state");
        for (String property :
                List.of("endpoint", "scheduler", "flags", "realServers", "fallback", "policy", "whenDown")) {
            String without = document.replace("\"" + property + "\":", "\"was-" + property + "\":");
            assertThatThrownBy(
                            () -> ContractJson.decode(without.getBytes(StandardCharsets.UTF_8), DesiredState.class, 2))
                    .isInstanceOf(MalformedRecordException.class)
                    .hasMessageContaining(property);
        }
        String nowhere = document.replaceFirst("\"endpoint\":\\{[^}]*}", "\"endpoint\":null");
        assertThatThrownBy(() -> ContractJson.decode(nowhere.getBytes(StandardCharsets.UTF_8), DesiredState.class, 2))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("endpoint is null");
        String nobody = document.replace("\"role\":\"director\"", "\"role\":null");
        assertThatThrownBy(() -> ContractJson.decode(nobody.getBytes(StandardCharsets.UTF_8), DesiredState.class, 2))
                .isInstanceOf(MalformedRecordException.class)
                .hasMessageContaining("role is null");
    }

    @Test
    void anAddressIsWrittenInItsCanonicalForm() throws Exception {
        DesiredState read = ContractJson.decode(
                golden("desired-state-everything")
                        .replace("2001:db8::161", "2001:0DB8:0:0:0:0:0:161")
                        .getBytes(StandardCharsets.UTF_8),
                DesiredState.class,
                2);

        assertThat(new String(ContractJson.encode(read), StandardCharsets.UTF_8))
                .isEqualTo(golden("desired-state-everything"));
    }

    private static String golden(String sample) throws IOException {
        try (InputStream file = ContractJsonTest.class.getResourceAsStream("/golden/" + sample + ".json")) {
            return new String(Objects.requireNonNull(file, sample).readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
