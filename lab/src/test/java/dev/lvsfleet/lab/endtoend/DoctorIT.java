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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A host that serves unprepared: the control plane tells which, and what ends it. */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class DoctorIT {

    /** It serves behind nginx only, so nobody prepares it; the test makes it a real server. */
    private static final String UNPREPARED = "tomcat-1";

    private static final String VIP = "192.168.148.188";

    private static final String SERVICE = """
            {"name": "unprepared", "group": "edge", "address": "192.168.148.188", "port": 8090, "scheduler": "rr",
             "forwarding": "dr", "realServers": [{"address": "RIP", "port": 8090}]}
            """;

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private RunningLab lab;

    @BeforeEach
    void begin() {
        lab = SHARED.lab();
    }

    @Test
    void aRealServerThatAnswersArpForTheAddressIsNamedWithItsMacUntilItKeepsQuiet()
            throws IOException, InterruptedException {
        String address = lab.lab().topology().node(UNPREPARED).address().getHostAddress();
        String mac = lab.exec(UNPREPARED, "ip", "-o", "link", "show", "eth0")
                .orThrow("ip link")
                .replaceAll("(?s).*link/ether (\\S+).*", "$1");
        lab.exec(UNPREPARED, "ip", "addr", "add", VIP + "/32", "dev", "lo").orThrow("ip addr");
        try (FleetApi api = lab.api()) {
            Answer created = api.post("virtual-services", SERVICE.replace("RIP", address));
            assertThat(created.status()).as(created.body()).isEqualTo(201);

            within(120).until(() -> finding("error", "real-server-answers-arp").isPresent());
            JsonNode finding = finding("error", "real-server-answers-arp").orElseThrow();
            assertThat(finding.path("subject").asText()).isEqualTo(VIP);
            assertThat(finding.path("evidence").asText()).contains(mac, address);
            assertThat(finding.path("remedy").asText()).contains(address, "arp_ignore=1");
            assertThat(events("finding")).anyMatch(it -> it.startsWith("real-server-answers-arp") && it.contains(mac));

            lab.exec(UNPREPARED, "sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore")
                    .orThrow("arp_ignore");
            within(120).until(() -> finding("error", "real-server-answers-arp").isEmpty());
            within(30).until(() -> events("finding-gone").stream().anyMatch(it -> it.contains(mac)));
        } finally {
            lab.exec(UNPREPARED, "ip", "addr", "del", VIP + "/32", "dev", "lo");
            lab.exec(UNPREPARED, "sh", "-c", "echo 0 > /proc/sys/net/ipv4/conf/all/arp_ignore");
            try (FleetApi api = lab.api()) {
                api.delete("virtual-services/unprepared");
            }
        }
    }

    private Optional<JsonNode> finding(String severity, String code) throws IOException, InterruptedException {
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

    private List<String> events(String kind) throws IOException, InterruptedException {
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
