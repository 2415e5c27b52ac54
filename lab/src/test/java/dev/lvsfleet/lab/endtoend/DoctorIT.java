package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A host that serves unprepared, and a firewall in the way: the control plane tells of both, with what ends them. */
@Tag("lab")
class DoctorIT {

    /** It serves behind nginx only, so nobody prepares it; the test makes it a real server. */
    private static final String UNPREPARED = "tomcat-1";

    private static final String SERVICE = """
            {"name": "unprepared", "group": "edge", "address": "192.168.148.161", "port": 8090, "scheduler": "rr",
             "forwarding": "dr", "realServers": [{"address": "RIP", "port": 8090}]}
            """;

    private static RunningLab lab;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        lab = RunningLab.up();
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        lab.close();
    }

    @Test
    void aRealServerThatAnswersArpForTheAddressIsNamedWithItsMacUntilItKeepsQuiet()
            throws IOException, InterruptedException {
        String address = lab.lab().topology().node(UNPREPARED).address().getHostAddress();
        String mac = lab.exec(UNPREPARED, "ip", "-o", "link", "show", "eth0")
                .orThrow("ip link")
                .replaceAll("(?s).*link/ether (\\S+).*", "$1");
        lab.exec(UNPREPARED, "ip", "addr", "add", RunningLab.VIP + "/32", "dev", "lo")
                .orThrow("ip addr");
        try (FleetApi api = lab.api()) {
            Answer created = api.post("virtual-services", SERVICE.replace("RIP", address));
            assertThat(created.status()).as(created.body()).isEqualTo(201);

            within(120).until(() -> finding("error", "real-server-answers-arp").isPresent());
            JsonNode finding = finding("error", "real-server-answers-arp").orElseThrow();
            assertThat(finding.path("subject").asText()).isEqualTo(RunningLab.VIP);
            assertThat(finding.path("evidence").asText()).contains(mac, address);
            assertThat(finding.path("remedy").asText()).contains(address, "arp_ignore=1");
            assertThat(events("finding")).anyMatch(it -> it.startsWith("real-server-answers-arp") && it.contains(mac));

            lab.exec(UNPREPARED, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore")
                    .orThrow("arp_ignore");
            within(120).until(() -> finding("error", "real-server-answers-arp").isEmpty());
            within(30).until(() -> events("finding-gone").stream().anyMatch(it -> it.contains(mac)));
        } finally {
            lab.exec(UNPREPARED, "ip", "addr", "del", RunningLab.VIP + "/32", "dev", "lo");
            lab.exec(UNPREPARED, "sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/all/arp_ignore");
            try (FleetApi api = lab.api()) {
                api.delete("virtual-services/unprepared");
            }
        }
    }

    @Test
    void aFirewallThatDropsVrrpIsFoundOnTheDirector() throws IOException, InterruptedException {
        lab.exec(
                        "director-1",
                        "nft",
                        "add table inet doctor; add chain inet doctor input"
                                + " { type filter hook input priority 0; policy accept; };"
                                + " add rule inet doctor input meta l4proto vrrp drop")
                .orThrow("nft");
        try {
            within(120).until(() -> finding("warning", "firewall-may-drop-vrrp").isPresent());
            JsonNode finding = finding("warning", "firewall-may-drop-vrrp").orElseThrow();
            assertThat(finding.path("evidence").asText()).startsWith("table inet doctor, chain input: rule");
            assertThat(finding.path("remedy").asText()).startsWith("nft insert rule inet doctor input");
        } finally {
            lab.exec("director-1", "nft", "delete", "table", "inet", "doctor");
        }
        within(120).until(() -> finding("warning", "firewall-may-drop-vrrp").isEmpty());
    }

    private static Optional<JsonNode> finding(String severity, String code) throws IOException, InterruptedException {
        try (FleetApi api = lab.api()) {
            JsonNode page = new ObjectMapper()
                    .readTree(api.get("doctor?node=director-1&severity=" + severity)
                            .body());
            return page.path("items")
                    .path(0)
                    .path("findings")
                    .valueStream()
                    .filter(it -> it.path("code").asText().equals(code))
                    .findFirst();
        }
    }

    private static List<String> events(String kind) throws IOException, InterruptedException {
        try (FleetApi api = lab.api()) {
            return new ObjectMapper()
                    .readTree(api.get("events?limit=100&node=director-1&kind=" + kind)
                            .body())
                    .path("items")
                    .valueStream()
                    .map(it -> it.path("message").asText())
                    .toList();
        }
    }

    private static ConditionFactory within(long seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(500));
    }
}
