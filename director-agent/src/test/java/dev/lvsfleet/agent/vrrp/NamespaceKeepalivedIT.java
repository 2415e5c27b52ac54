package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One host runs our virtual router, the other keepalived; what they say to each other is read by tshark. */
@Tag("kernel")
@Tag("side-by-side")
class NamespaceKeepalivedIT {

    private static final Duration PATIENCE = Duration.ofSeconds(25);

    /** Beyond what the protocol gives: a process that starts, a machine that is busy. */
    private static final Duration SLACK = Duration.ofMillis(900);

    /** What the two speak. */
    enum Speech {
        V2_PASSWORD_UNICAST(2, false, true, 100),
        V2_MULTICAST(2, false, false, 100),
        V3_IPV4(3, false, false, 100),
        V3_IPV4_FAST(3, false, false, 10),
        V3_IPV6(3, true, false, 100),
        V3_IPV6_FAST(3, true, false, 10);

        private final int version;
        private final boolean six;
        private final boolean unicast;
        private final int centiseconds;

        Speech(int version, boolean six, boolean unicast, int centiseconds) {
            this.version = version;
            this.six = six;
            this.unicast = unicast;
            this.centiseconds = centiseconds;
        }

        InetAddress address() {
            return InetAddress.ofLiteral(six ? "2001:db8::161" : "192.0.2.161");
        }

        String source(Host host) {
            return (six ? "fe80::" : "192.0.2.") + host.last;
        }

        Duration interval() {
            return Duration.ofMillis(centiseconds * 10L);
        }

        /** From a word of priority 0 to the takeover, at most: the skew, and of version 2 a second's. */
        Duration skew() {
            return version == 2 ? Duration.ofSeconds(1) : interval();
        }

        Map<String, String> ours(Host host, Host peer, int priority, boolean preempt) {
            Map<String, String> file = new LinkedHashMap<>();
            file.put("routers", "v");
            file.put("v.version", Integer.toString(version));
            file.put("v.source", source(host));
            file.put("v.addresses", address().getHostAddress());
            file.put("v.priority", Integer.toString(priority));
            file.put("v.centiseconds", Integer.toString(centiseconds));
            file.put("v.preempt", Boolean.toString(preempt));
            if (unicast) {
                file.put("v.password", "s3cret");
                file.put("v.peers", source(peer));
            }
            return file;
        }

        String keepalived(Host host, Host peer, int priority, boolean preempt) {
            String authentication = "authentication {\n auth_type PASS\n auth_pass s3cret\n }\n";
            String peers = "unicast_src_ip " + source(host) + "\n unicast_peer {\n " + source(peer) + "\n }\n";
            return """
                    vrrp_instance v {
                     state BACKUP
                     interface eth0
                     version %d
                     virtual_router_id 51
                     priority %d
                     advert_int %s
                     %s
                     %s
                     virtual_ipaddress {
                      %s
                     }
                    }
                    """.formatted(
                            version,
                            priority,
                            Double.toString(centiseconds / 100.0),
                            preempt ? "" : "nopreempt",
                            unicast ? authentication + peers : "",
                            address().getHostAddress() + (six ? "/128" : "/32"));
        }
    }

    @TempDir
    Path directory;

    private Wire wire;
    private Host ours;
    private Host theirs;

    @BeforeEach
    void plug() throws IOException {
        for (String program : List.of("/usr/sbin/keepalived", "/usr/bin/tshark")) {
            assumeTrue(
                    Files.isExecutable(Path.of(program)),
                    program + " is missing: ./fleet test installs it as root, or install keepalived and tshark");
        }
        wire = new Wire(2, directory);
        ours = wire.host(0);
        theirs = wire.host(1);
    }

    @AfterEach
    void unplug() {
        wire.close();
    }

    @ParameterizedTest
    @EnumSource
    void weTakeTheRoleFromALesserKeepalivedAndGiveItBackWhenWeStop(Speech speech) throws Exception {
        try (Wire.Capture capture = wire.capture(0, directory.resolve("ours-better.pcap"))) {
            theirs.keepalived(speech.keepalived(theirs, ours, 90, true));
            awaitOnly(speech, theirs);

            Program program = ours.ours(speech.ours(ours, theirs, 100, true));
            awaitOnly(speech, ours);
            awaitReasons(program, "STARTED", "PREEMPTED");
            stays(speech, ours);

            long begin = System.nanoTime();
            program.ask();
            awaitOnly(speech, theirs);
            assertThat(since(begin)).isLessThan(speech.skew().plus(SLACK));
            wellFormed(speech, capture);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBetterKeepalivedTakesTheRoleFromUsAndWeHaveItWhenItStops(Speech speech) throws Exception {
        try (Wire.Capture capture = wire.capture(0, directory.resolve("theirs-better.pcap"))) {
            Program program = ours.ours(speech.ours(ours, theirs, 90, true));
            awaitOnly(speech, ours);

            Program keepalived = theirs.keepalived(speech.keepalived(theirs, ours, 100, true));
            awaitOnly(speech, theirs);
            awaitReasons(program, "STARTED", "ACTIVE_SILENT", "HIGHER_PRIORITY");
            stays(speech, theirs);

            long begin = System.nanoTime();
            keepalived.ask();
            awaitOnly(speech, ours);
            assertThat(since(begin)).isLessThan(speech.skew().plus(SLACK));
            awaitReasons(program, "STARTED", "ACTIVE_SILENT", "HIGHER_PRIORITY", "ACTIVE_LEFT");
            wellFormed(speech, capture);
        }
    }

    @ParameterizedTest
    @EnumSource
    void whoIsBetterAndDoesNotPreemptFollowsOnEitherSide(Speech speech) throws Exception {
        try (Wire.Capture capture = wire.capture(0, directory.resolve("no-preempt.pcap"))) {
            Program lesser = theirs.keepalived(speech.keepalived(theirs, ours, 90, false));
            awaitOnly(speech, theirs);
            Program program = ours.ours(speech.ours(ours, theirs, 100, false));
            awaitThat(() -> program.reasons().contains("STARTED"));
            stays(speech, theirs);
            lesser.stop();
            awaitOnly(speech, ours);

            theirs.keepalived(speech.keepalived(theirs, ours, 110, false));
            stays(speech, ours);
            awaitReasons(program, "STARTED", "ACTIVE_LEFT");
            wellFormed(speech, capture);
        }
    }

    /** Its list has one address more; that is told, and costs nothing. */
    @Test
    void aKeepalivedWhoseAddressesDifferIsFollowedAndTold() throws Exception {
        Speech speech = Speech.V3_IPV4;
        String more = speech.keepalived(theirs, ours, 110, true)
                .replace("192.0.2.161/32", "192.0.2.161/32\n  192.0.2.170/32");
        theirs.keepalived(more);
        awaitOnly(speech, theirs);

        Program program = ours.ours(speech.ours(ours, theirs, 100, true));

        awaitThat(() -> program.said().stream()
                .anyMatch(line -> line.contains("PeerDiffers[")
                        && line.contains("peer=/192.0.2.131")
                        && line.contains("/192.0.2.170")));
        stays(speech, theirs);
        assertThat(program.said().stream().filter(line -> line.contains("PeerDiffers[")))
                .hasSize(1);
    }

    /**
     * What was captured on our port decodes without complaint, on either side's account. That an address is here first and
     * there later is what tshark takes for a duplicate.
     */
    private void wellFormed(Speech speech, Wire.Capture capture) throws IOException, InterruptedException {
        List<String> complaints = capture.read(
                "_ws.malformed or (_ws.expert.severity >= 6291456 and not arp.duplicate-address-detected)"); // warnings, errors
        assertThat(complaints).isEmpty();
        for (Host host : List.of(ours, theirs)) {
            String from = (speech.six ? "ipv6" : "ip") + ".src == " + speech.source(host);
            List<String> said = capture.read("vrrp and " + from, "vrrp.version", "vrrp.prio");
            assertThat(said).as("what %s said", host.last).hasSizeGreaterThan(2);
            assertThat(said).allMatch(line -> line.startsWith(Integer.toString(speech.version)));
        }
        String announced = speech.six
                ? "icmpv6.type == 136 and icmpv6.nd.na.target_address == 2001:db8::161"
                : "arp.isgratuitous == 1 and arp.src.proto_ipv4 == 192.0.2.161";
        assertThat(capture.read(announced)).hasSizeGreaterThanOrEqualTo(5);
    }

    private void awaitOnly(Speech speech, Host holder) {
        Host without = holder == ours ? theirs : ours;
        awaitThat(() -> holder.holds(speech.address()) && !without.holds(speech.address()));
    }

    /** For longer than anybody waits. */
    private void stays(Speech speech, Host holder) {
        Host without = holder == ours ? theirs : ours;
        await().during(speech.interval().multipliedBy(4).plus(SLACK))
                .atMost(PATIENCE)
                .until(() -> holder.holds(speech.address()) && !without.holds(speech.address()));
    }

    /** Of its changes of role, all; it says them a little later than it does them. */
    private static void awaitReasons(Program program, String... reasons) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(program.reasons()).containsExactly(reasons));
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(condition);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
