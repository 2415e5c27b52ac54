package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Taking a real server out of a service while somebody downloads a big file from it. */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class DrainIT {

    private static final String NAME = "drain";
    private static final String VIP = "192.168.148.181";
    private static final String SERVICE = "-t " + VIP + ":80";
    private static final Map<String, String> NODES = Map.of("192.168.148.132", "nginx-1", "192.168.148.133", "nginx-2");

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private RunningLab lab;
    private KernelTable kernel;
    private LabClient client;
    private Operator operator;

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        lab = SHARED.lab();
        kernel = new KernelTable(lab);
        client = new LabClient(lab);
        operator = new Operator(lab);
        for (String node : NODES.values()) {
            Download.offer(lab, node);
        }
        operator.delete(NAME);
        operator.create("""
                {"name": "drain", "group": "edge", "address": "192.168.148.181", "port": 80, "scheduler": "wrr",
                 "forwarding": "dr", "drainTimeout": "10m",
                 "realServers": [{"address": "192.168.148.132", "port": 80}, {"address": "192.168.148.133", "port": 80}]}
                """);
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        operator.delete(NAME);
        operator.close();
    }

    @Test
    void aDownloadEndsInPeaceAndThenItsRealServerLeaves() throws Exception {
        String busy;
        try (Download download = Download.begin(lab, VIP)) {
            busy = realServerOf(download);
            remove(busy);
            assertDrains(busy);
            assertThat(download.finish()).isTrue();
        }
        assertLeaves(busy);
        within(10).until(() -> operator.events("drained").stream().anyMatch(event -> event.contains(busy)));
    }

    @Test
    void anAgentKilledHalfWayGoesOnWithTheDrainWhenItIsBack() throws Exception {
        String busy;
        try (Download download = Download.begin(lab, VIP)) {
            busy = realServerOf(download);
            remove(busy);
            assertDrains(busy);
            lab.processes().kill("director-1", "agent");
            download.readSome();
            assertDrains(busy);
            lab.processes().start("director-1", "agent");
            download.readSome();
            assertDrains(busy);
            assertThat(download.finish()).isTrue();
        }
        assertLeaves(busy);
    }

    @Test
    void oneThatIsTakenBackHalfWayServesAgainAndKeepsItsDownload() throws Exception {
        try (Download download = Download.begin(lab, VIP)) {
            String busy = realServerOf(download);
            remove(busy);
            assertDrains(busy);
            operator.edit(
                    NAME,
                    service -> service.withArray("realServers")
                            .addObject()
                            .put("address", busy)
                            .put("port", 80));
            assertThat(client.pages(VIP, 8)).anyMatch(page -> page.endsWith("through " + NODES.get(busy)));
            assertThat(download.finish()).isTrue();
        }
    }

    @Test
    void whenTheTimeIsUpTheRealServerLeavesAndTheEventSaysWhatWasCut() throws Exception {
        try (Download download = Download.begin(lab, VIP)) {
            String busy = realServerOf(download);
            operator.edit(NAME, service -> service.put("drainTimeout", "3s"));
            remove(busy);
            assertLeaves(busy);
            within(10)
                    .until(() -> operator.events("drain-expired").stream()
                            .anyMatch(event -> event.contains(busy) && event.contains("1 connections are cut")));
        }
    }

    private String realServerOf(Download download) throws IOException, InterruptedException {
        return kernel.connections(VIP + ":80").stream()
                .filter(connection -> connection.client().equals(download.client()))
                .map(connection -> connection.destination().replace(":80", ""))
                .findFirst()
                .orElseThrow();
    }

    /** It is in the table with weight 0, and all new connections go to the other. */
    private void assertDrains(String busy) throws IOException, InterruptedException {
        assertThat(kernel.weights(SERVICE)).hasSize(2).containsEntry(busy + ":80", 0);
        List<String> pages = client.pages(VIP, 8);
        assertThat(pages).hasSize(8).noneMatch(page -> page.endsWith("through " + NODES.get(busy)));
        assertThat(pages).allMatch(page -> page.startsWith("served by tomcat-"));
    }

    private void assertLeaves(String busy) {
        within(15).until(() -> !kernel.weights(SERVICE).containsKey(busy + ":80"));
    }

    private void remove(String address) throws IOException, InterruptedException {
        operator.edit(NAME, service -> {
            Iterator<JsonNode> servers = service.withArray("realServers").iterator();
            while (servers.hasNext()) {
                if (servers.next().path("address").asText().equals(address)) {
                    servers.remove();
                }
            }
        });
    }

    private static ConditionFactory within(long seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(200));
    }
}
