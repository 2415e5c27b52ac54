package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The promises of the direct-routing chapter, on one lab that all tests share and each leaves as it found it. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DirectRoutingIT {

    private static final String NGINX_1 = "192.168.148.132:80";
    private static final String NGINX_2 = "192.168.148.133:80";

    private static final String PAGE = "http://" + RunningLab.VIP + "/";

    /** keepalived's arithmetic for the guide's values: a round may just have begun, then three retries 2 s apart. */
    private static final Duration EJECTION = Duration.ofSeconds(6 + 3 * 2 + 1);

    private static RunningLab lab;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        lab = RunningLab.up();
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        URI gateway = lab.lab().doors().url(Topology.CONTROL_PLANE).orElseThrow();
        lab.close();
        assertThatThrownBy(() -> new Socket(gateway.getHost(), gateway.getPort()).close())
                .isInstanceOf(ConnectException.class);
        assertThat(lab.lab().namespaces().existing()).isEmpty();
        assertThat(lab.lab().home().directory()).doesNotExist();
    }

    @BeforeEach
    void evenWeights() throws IOException, InterruptedException {
        assertThat(lab.weights(1, 1).status()).isEqualTo(200);
        within(30).until(() -> weights().equals(Map.of(NGINX_1, 1, NGINX_2, 1)));
    }

    @Test
    @Order(1)
    void trafficReachesBothNginxInTurnAndATomcatBehindThem() throws IOException, InterruptedException {
        List<String> pages = lab.pages(8);
        assertThat(pages).allMatch(page -> page.matches("served by tomcat-[12] through nginx-[12]"));
        assertThat(count(pages, "nginx-1")).isEqualTo(4);
        assertThat(count(pages, "nginx-2")).isEqualTo(4);
    }

    @Test
    @Order(2)
    void aWeightChangeSplitsThirtyToTen() throws IOException, InterruptedException {
        assertThat(lab.weights(3, 1).status()).isEqualTo(200);
        within(1).until(() -> weights().equals(Map.of(NGINX_1, 3, NGINX_2, 1)));
        List<String> pages = lab.pages(40);
        assertThat(count(pages, "nginx-1")).isEqualTo(30);
        assertThat(count(pages, "nginx-2")).isEqualTo(10);
    }

    @Test
    @Order(3)
    void aStoppedNginxLeavesWithinItsChecksArithmeticAndReturns() throws IOException, InterruptedException {
        lab.processes().stop("nginx-1", "nginx");
        within(EJECTION.toSeconds()).until(() -> weights().equals(Map.of(NGINX_2, 1)));
        assertThat(lab.pages(200)).hasSize(200).allMatch(page -> page.contains("through nginx-2"));
        lab.processes().start("nginx-1", "nginx");
        within(15).until(() -> weights().containsKey(NGINX_1));
    }

    @Test
    @Order(4)
    void killingTheAgentUnderLoadFailsNoRequestAndResetsNoCounter() throws Exception {
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            long idle = connections();
            Future<String> load = beside.submit(DirectRoutingIT::load);
            within(10).until(() -> connections() > idle);
            long before = connections();
            lab.processes().kill("director-1", "agent");
            long after = connections();
            Future<Boolean> restart = beside.submit(DirectRoutingIT::startAgent);
            // All the time, not once at the end: under load a counter that was reset soon passes where it had been.
            List<Long> counted = new ArrayList<>(List.of(before, after));
            within(90).until(() -> {
                boolean over = load.isDone() && restart.isDone();
                counted.add(connections());
                return over;
            });
            assertThat(restart.get()).isTrue();
            assertThat(load.get()).doesNotContain("Socket errors").doesNotContain("Non-2xx");
            assertThat(counted).isSorted();
            assertThat(counted.getLast()).isGreaterThan(after);
        }
    }

    @Test
    @Order(5)
    void aClearedTableIsRepairedWithinTheResyncIntervalAndTheEventNamesIt() throws IOException, InterruptedException {
        long before = repairs();
        lab.ipvs("-C");
        within(5 + 1).until(() -> weights().equals(Map.of(NGINX_1, 1, NGINX_2, 1)));
        within(10).until(() -> repairs() > before);
        assertThat(newest("drift-repaired")).contains(RunningLab.VIP + ":80", "missing with its 2 destinations");
    }

    @Test
    @Order(6)
    void anEntryNobodyDesiresStaysAndIsReportedAsForeign() throws IOException, InterruptedException {
        lab.ipvs("-A", "-t", "192.168.148.130:8888", "-s", "rr");
        try {
            within(15).until(() -> newest("foreign-found").contains("192.168.148.130:8888"));
            within(15).until(() -> foreign().contains("TCP 192.168.148.130:8888"));
            assertThat(lab.ipvs("-Ln")).contains("192.168.148.130:8888");
        } finally {
            lab.ipvs("-D", "-t", "192.168.148.130:8888");
        }
    }

    @Test
    @Order(7)
    void servesFromTheLastGoodFileWithEverythingElseGone() throws IOException, InterruptedException {
        for (String process : List.of("control-plane", "health-service", "kafka", "postgres")) {
            lab.processes().stop("control", process);
        }
        lab.processes().kill("director-1", "agent");
        lab.ipvs("-C");
        lab.processes().start("director-1", "agent");
        within(15)
                .until(() -> lab.pages(8).stream()
                                .filter(page -> page.contains("through nginx-"))
                                .count()
                        == 8);
        for (String process : List.of("postgres", "kafka", "control-plane", "health-service")) {
            lab.processes().start("control", process);
        }
        assertThat(lab.weights(2, 1).status()).isEqualTo(200);
        within(30).until(() -> weights().equals(Map.of(NGINX_1, 2, NGINX_2, 1)));
    }

    @Test
    @Order(8)
    void exactlyTheAcceptedWritesSurviveAKilledControlPlane() throws Exception {
        List<Integer> accepted = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch underWay = new CountDownLatch(20);
        try (FleetApi api = lab.api();
                ExecutorService writers = Executors.newFixedThreadPool(20)) {
            for (int port = 20_000; port < 20_200; port++) {
                int chosen = port;
                writers.execute(() -> {
                    if (create(api, chosen)) {
                        accepted.add(chosen);
                    }
                    underWay.countDown();
                });
            }
            assertThat(underWay.await(60, TimeUnit.SECONDS)).isTrue();
            lab.processes().kill("control", "control-plane");
        }
        lab.processes().start("control", "control-plane");
        List<Integer> expected = accepted.stream().sorted().toList();
        assertThat(expected).hasSizeBetween(1, 199);
        // A write whose answer was lost is in the database or not; the kernel must agree with the database, whole.
        List<Integer> inDatabase = storedPorts();
        assertThat(inDatabase).containsAll(expected);
        within(60).untilAsserted(() -> assertThat(extraPorts()).isEqualTo(inDatabase));
        removeExtras(inDatabase);
    }

    @Test
    @Order(9)
    void theHealthPageAnswersTheLabsNetworkOnly() throws IOException, InterruptedException {
        String[] status = {"curl", "-s", "-o", "/dev/null", "-w", "%{http_code}"};
        assertThat(lab.exec("control", with(status, "http://192.168.148.132/health_check"))
                        .out())
                .isEqualTo("200");
        assertThat(lab.exec("nginx-1", with(status, "http://127.0.0.1/health_check"))
                        .out())
                .isEqualTo("403");
    }

    @Test
    @Order(10)
    void nothingOfTheLabShowsOnTheHost() throws IOException, InterruptedException {
        String links = dev.lvsfleet.lab.shell.LocalShell.ofHost()
                .capture(Duration.ofSeconds(5), "ip", "addr")
                .out();
        assertThat(lab.lab().topology().nodes().stream().map(Node::address))
                .noneMatch(address -> links.contains(address.getHostAddress()));
    }

    @Test
    @Order(11)
    void onlyTheDirectorAnswersWhoHasTheVirtualAddressThoughTheRealServersHoldIt() throws Exception {
        for (String nginx : List.of("nginx-1", "nginx-2")) {
            assertThat(lab.exec(nginx, "ip", "-o", "addr", "show", "dev", "lo").out())
                    .contains(RunningLab.VIP + "/32");
        }
        lab.onlyTheDirectorAnswersWhoHasTheVirtualAddress("nginx-1", "nginx-2");
    }

    /**
     * Half a minute of requests, longer than an agent takes to start; each has a connection of its own, to be counted.
     * At most 400 a second, or the client would be out of ports before the end.
     */
    private static String load() throws IOException, InterruptedException {
        Path pace = lab.lab().home().node("client").resolve("pace.lua");
        Files.writeString(pace, "function delay() return 20 end");
        return lab.exec("client", "wrk", "-t1", "-c8", "-d30s", "-s", pace.toString(), "-H", "Connection: close", PAGE)
                .out();
    }

    private static boolean startAgent() throws IOException, InterruptedException {
        lab.processes().start("director-1", "agent");
        return true;
    }

    private static boolean create(FleetApi api, int port) {
        String body = RunningLab.WEB
                .replace("\"web\"", "\"extra-" + port + "\"")
                .replace("\"port\": 80, \"protocol\"", "\"port\": " + port + ", \"protocol\"")
                .replace("\"port\": 80, \"weight\"", "\"port\": " + port + ", \"weight\"");
        try {
            Answer answer = api.post("virtual-services", body);
            return answer.status() == 201;
        } catch (IOException e) {
            return false; // the answer was lost with the control plane
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<Integer> extraPorts() throws IOException, InterruptedException {
        return lab.ipvs("-Sn")
                .lines()
                .filter(line -> line.startsWith("-A -t " + RunningLab.VIP + ":20"))
                .map(line -> Integer.parseInt(line.replaceAll("^-A -t [0-9.]+:(\\d+) .*", "$1")))
                .sorted()
                .toList();
    }

    private static List<Integer> storedPorts() throws IOException, InterruptedException {
        List<Integer> stored = new ArrayList<>();
        try (FleetApi api = lab.api()) {
            for (int port = 20_000; port < 20_200; port++) {
                if (api.get("virtual-services/extra-" + port).status() == 200) {
                    stored.add(port);
                }
            }
        }
        return stored;
    }

    /** By thirds, each of them awaited: of documents that arrive as one, a node takes no more than half of its services. */
    private static void removeExtras(List<Integer> ports) throws IOException, InterruptedException {
        List<Integer> left = ports;
        try (FleetApi api = lab.api()) {
            while (!left.isEmpty()) {
                int third = Math.max(1, left.size() / 3);
                for (int port : left.subList(0, third)) {
                    assertThat(api.delete("virtual-services/extra-" + port).status())
                            .isEqualTo(200);
                }
                List<Integer> expected = left.subList(third, left.size());
                within(60).untilAsserted(() -> assertThat(extraPorts()).isEqualTo(expected));
                left = expected;
            }
        }
    }

    private static JsonNode events(String kind) throws IOException, InterruptedException {
        try (FleetApi api = lab.api()) {
            return new ObjectMapper()
                    .readTree(api.get("events?limit=100&kind=" + kind).body())
                    .path("items");
        }
    }

    private static long repairs() throws IOException, InterruptedException {
        return events("drift-repaired").size();
    }

    /** What the newest event of that kind says, or nothing when there is none. */
    private static String newest(String kind) throws IOException, InterruptedException {
        JsonNode event = events(kind).path(0);
        return event.path("subject").asText() + " " + event.path("message").asText();
    }

    /** The entries in the director's table that its newest report calls foreign. */
    private static List<String> foreign() throws IOException, InterruptedException {
        try (FleetApi api = lab.api()) {
            JsonNode director =
                    new ObjectMapper().readTree(api.get("directors/director-1").body());
            return director.path("lastReport")
                    .path("foreign")
                    .valueStream()
                    .map(JsonNode::asText)
                    .toList();
        }
    }

    /** The real servers of the guide's service in the kernel, with their weights. */
    private static Map<String, Integer> weights() throws IOException, InterruptedException {
        return lab.ipvs("-Sn")
                .lines()
                .filter(line -> line.startsWith("-a -t " + RunningLab.VIP + ":80 "))
                .map(line -> line.split(" +", -1))
                .collect(Collectors.toMap(words -> words[4], words -> Integer.parseInt(words[7])));
    }

    /** How many connections the kernel has counted for the guide's service. */
    private static long connections() throws IOException, InterruptedException {
        return lab.ipvs("-Ln", "--stats", "--exact", "-t", RunningLab.VIP + ":80")
                .lines()
                .filter(line -> line.startsWith("TCP"))
                .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[2]))
                .sum();
    }

    private static long count(List<String> pages, String word) {
        return pages.stream().filter(page -> page.contains("through " + word)).count();
    }

    private static String[] with(String[] words, String last) {
        List<String> all = new ArrayList<>(List.of(words));
        all.add(last);
        return all.toArray(String[]::new);
    }

    private static ConditionFactory within(long seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100));
    }
}
