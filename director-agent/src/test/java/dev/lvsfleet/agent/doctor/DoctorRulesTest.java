package dev.lvsfleet.agent.doctor;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static dev.lvsfleet.agent.testing.FakeProbe.HEALTHY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Examination;
import dev.lvsfleet.contract.Finding;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.linux.clock.ClockReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DoctorRulesTest {

    private static final Optional<DesiredState> DOCUMENT = Optional.of(state(1, web(real(132, 1))));

    private static Symptoms with(Seen<ClockReading> clock, Seen<Security> security) {
        return new Symptoms(clock, security, HEALTHY.host(), HEALTHY.firewall(), HEALTHY.wire());
    }

    @Test
    void aClockThatNothingKeepsRightAndOneThatIsWrongAreFound() {
        List<ClockReading> bad = List.of(
                new ClockReading(false, Duration.ZERO, Duration.ofSeconds(16)),
                new ClockReading(true, Duration.ofMillis(501), Duration.ofSeconds(1)));
        for (ClockReading reading : bad) {
            assertThat(DoctorRules.findings(Optional.empty(), with(new Seen.Known<>(reading), HEALTHY.security())))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.code()).isEqualTo("clock-unsynchronised");
                        assertThat(it.severity()).isEqualTo(Severity.WARNING);
                        assertThat(it.remedy()).contains("chronyd");
                    });
        }
    }

    @Test
    void selinuxMattersWhenItEnforcesAndMoreWhenTheAgentIsConfined() {
        Security confined = new Security(true, "system_u:system_r:lvsfleet_t:s0");
        Security free = new Security(true, "system_u:system_r:unconfined_service_t:s0");

        assertThat(DoctorRules.findings(Optional.empty(), with(HEALTHY.clock(), new Seen.Known<>(confined))))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.code()).isEqualTo("selinux-enforcing");
                    assertThat(it.severity()).isEqualTo(Severity.WARNING);
                    assertThat(it.evidence()).contains("lvsfleet_t");
                });
        assertThat(DoctorRules.findings(Optional.empty(), with(HEALTHY.clock(), new Seen.Known<>(free))))
                .singleElement()
                .satisfies(it -> assertThat(it.severity()).isEqualTo(Severity.INFO));
    }

    @Test
    void whatCannotBeSeenIsSaidWithTheReasonAndANodeThatIsNotReadOnlyOnce() {
        List<Finding> findings = DoctorRules.findings(
                DOCUMENT,
                new Symptoms(
                        new Seen.Unknown<>("no adjtimex", "ask chronyc"),
                        new Seen.Unknown<>("no right", "getenforce"),
                        new Seen.Unknown<>("no netlink", "root"),
                        new Seen.Unknown<>("no nft", "install nftables"),
                        new Seen.Unknown<>("no netlink", "root")));

        assertThat(findings)
                .allSatisfy(it -> {
                    assertThat(it.code()).isEqualTo("cannot-tell");
                    assertThat(it.severity()).isEqualTo(Severity.INFO);
                    assertThat(it.evidence())
                            .startsWith("cannot tell, because no ")
                            .doesNotContain("null");
                })
                .extracting(Finding::subject)
                .containsExactlyInAnyOrder("clock", "selinux", "node", "firewall");
    }

    @Test
    void theWorstComesFirstAndEachOnce() {
        Patient ill = new Patient().has("192.168.148.161", 32).set("net.ipv4.ip_forward", "0");
        ill.boot.clear();
        Symptoms symptoms = new Symptoms(
                new Seen.Known<>(new ClockReading(false, Duration.ZERO, Duration.ZERO)),
                HEALTHY.security(),
                new Seen.Known<>(ill.host()),
                new Seen.Unknown<>("there is no nft", "install nftables"),
                HEALTHY.wire());

        assertThat(DoctorRules.findings(DOCUMENT, symptoms))
                .extracting(Finding::code)
                .containsExactly("forwarding-off", "clock-unsynchronised", "ipvs-not-at-boot", "cannot-tell");
    }

    @Test
    void whatComesAndWhatGoesIsToldAndWhatLastsIsNot() {
        Finding clock = Code.CLOCK_UNSYNCHRONISED.warning("clock", "STA_UNSYNC", "chronyd");
        Finding intruder = Code.ADDRESS_HELD_TWICE.error("192.168.148.161", "02:… answers", "find it");
        Finding reworded = Code.ADDRESS_HELD_TWICE.error("192.168.148.161", "03:… answers", "find it");
        Examination first = ChangeRules.next(Optional.empty(), List.of(intruder, clock), NOON);
        Examination second = ChangeRules.next(Optional.of(first), List.of(reworded), NOON.plusSeconds(60));

        assertThat(ChangeRules.notices(Optional.empty(), first))
                .extracting(Notice::kind, Notice::severity, Notice::subject)
                .containsExactly(
                        tuple(Kind.FINDING, Severity.ERROR, "192.168.148.161"),
                        tuple(Kind.FINDING, Severity.WARNING, "clock"));
        assertThat(ChangeRules.notices(Optional.of(first), second))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.kind()).isEqualTo(Kind.FINDING_GONE);
                    assertThat(it.severity()).isEqualTo(Severity.INFO);
                    assertThat(it.message()).contains("clock-unsynchronised is no more");
                });
        assertThat(second.since()).isEqualTo(NOON.plusSeconds(60));
        assertThat(ChangeRules.next(Optional.of(second), List.of(reworded), NOON.plusSeconds(90)))
                .isEqualTo(second);
    }

    @Test
    void everyCodeIsInTheReferenceAndNoOther() throws IOException {
        List<String> described = Files.readAllLines(Path.of("..", "docs", "doctor.md")).stream()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(described)
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Code.values()).map(Code::word).toList());
    }
}
