package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The promises of the tunnel chapter: a real server in another network, behind a router, answers the client itself. */
@Tag("lab")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TunnelIT {

    private static final String CLIENT = "192.168.148.150";

    private static final String PLAIN = "null";
    private static final String GRE = "{\"type\": \"gre\"}";
    private static final String SUMMED_GRE = "{\"type\": \"gre\", \"checksum\": \"csum\"}";
    private static final String GUE = "{\"type\": \"gue\", \"port\": 6080}";
    private static final String SUMMED_GUE = "{\"type\": \"gue\", \"port\": 6081, \"checksum\": \"csum\"}";
    private static final String REMOTELY_SUMMED_GUE = "{\"type\": \"gue\", \"port\": 6081, \"checksum\": \"remcsum\"}";

    private static RunningLab lab;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        lab = RunningLab.up(Chapter.TUNNEL);
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        lab.close();
        assertThat(lab.lab().namespaces().existing()).isEmpty();
    }

    @Test
    @Order(1)
    void bothRealServersServeAndSeeTheClientsOwnAddress() throws IOException, InterruptedException {
        List<String> pages = lab.pages(8);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-1")).hasSize(4);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-2")).hasSize(4);
        assertThat(lab.page("/client")).isEqualTo(CLIENT);
        assertThat(lab.page("/client")).isEqualTo(CLIENT);
    }

    @Test
    @Order(2)
    void theFarRealServersPacketsCrossTheRouterWrappedAndItsAnswersBare() throws Exception {
        List<String> wrapped = lab.captured("router", 4, "ip proto 4", () -> lab.pages(2));
        assertThat(wrapped).isNotEmpty().allMatch(line -> line.contains("192.168.148.130 > 192.168.149.133"));
        List<String> bare = lab.captured("router", 4, "tcp and src host " + lab.vip(), () -> lab.pages(2));
        assertThat(bare).isNotEmpty().allMatch(line -> line.contains(lab.vip() + ".80 > " + CLIENT));
    }

    /** A full packet has no room for the second header: the director says so, and the client sends smaller ones. */
    @Test
    @Order(3)
    void aRequestOfFullPacketsArrives() throws IOException, InterruptedException {
        String send = "head -c 200000 /dev/zero | curl -s -m 10 --data-binary @- http://" + lab.vip() + "/client";
        for (int i = 0; i < 4; i++) {
            assertThat(lab.exec("client", "sh", "-c", send).out().strip()).isEqualTo(CLIENT);
        }
    }

    @Test
    @Order(4)
    void theAgentMakesTheTunnelAndPutsBackWhatIsTakenFromIt() throws IOException, InterruptedException {
        for (String nginx : List.of("nginx-1", "nginx-2")) {
            assertThat(lab.readiness(nginx).path("ready").asBoolean())
                    .as("%s", lab.readiness(nginx))
                    .isTrue();
            assertThat(tunnel(nginx)).contains(lab.vip() + "/32");
        }

        lab.exec("nginx-2", "ip", "addr", "del", lab.vip() + "/32", "dev", "tunl0")
                .orThrow("ip addr del");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(tunnel("nginx-2")).contains(lab.vip() + "/32"));
        assertThat(lab.pages(8)).filteredOn(page -> page.contains("nginx-2")).hasSize(4);
    }

    @Test
    @Order(5)
    void aRealServerThatHoldsTheVirtualAddressOnItsTunnelIsSilentAboutIt() throws Exception {
        lab.onlyTheDirectorAnswersWhoHasTheVirtualAddress("nginx-1");
    }

    /** The real server is known by its IPv4 address. */
    @Test
    @Order(6)
    void whateverFamilyIsWrappedItArrivesOverIpv4() throws Exception {
        serves("gre", "192.168.148.162", "192.168.149.133", GRE);
        serves("six-in-four", "fd00:148::163", "192.168.149.133", PLAIN);
        serves("six-in-gre", "fd00:148::164", "192.168.149.133", GRE);
        serves("gue", "192.168.148.169", "192.168.149.133", GUE);
        serves("summed-gue", "192.168.148.170", "192.168.149.133", SUMMED_GUE);
        serves("remcsum-gue", "192.168.148.171", "192.168.149.133", REMOTELY_SUMMED_GUE);
        serves("six-in-gue", "fd00:148::172", "192.168.149.133", GUE);
        serves("six-in-summed-gue", "fd00:148::173", "192.168.149.133", SUMMED_GUE);
        // nginx-2 takes GRE without checksums already
        serves("summed-gre", "192.168.148.174", "192.168.148.132", SUMMED_GRE);
        serves("six-in-summed-gre", "fd00:148::175", "192.168.148.132", SUMMED_GRE);
    }

    /** So that it is what it seems to be: the router in between sees what the far real server gets. */
    @Test
    @Order(7)
    void whatIsCalledGueTravelsInUdpToItsPort() throws Exception {
        List<String> wrapped = lab.captured("router", 4, "udp dst port 6080", () -> page("192.168.148.169"));
        assertThat(wrapped).isNotEmpty().allMatch(line -> line.contains("> 192.168.149.133.6080"));
        List<String> summed =
                lab.captured("router", 4, "udp dst port 6081 and udp[6:2] != 0", () -> page("192.168.148.170"));
        assertThat(summed).isNotEmpty();
    }

    @Test
    @Order(8)
    void greWithChecksumsBesideGreWithoutIsNamedAndTheOtherServesOn() throws Exception {
        create("contradiction", "192.168.148.176", "192.168.149.133", SUMMED_GRE);

        try (FleetApi api = lab.api()) {
            await().atMost(Duration.ofSeconds(15))
                    .untilAsserted(() ->
                            assertThat(api.get("real-servers/nginx-2").body()).contains("only one of both"));
        }
        assertThat(page("192.168.148.162")).isEqualToIgnoringNewLines(CLIENT);
    }

    /** The last but one: from then on nginx-1 is known by its IPv6 address, and no more by the one that "web" names. */
    @Test
    @Order(9)
    void whateverFamilyIsWrappedItArrivesOverIpv6() throws Exception {
        try (FleetApi api = lab.api()) {
            Answer current = api.get("real-servers/nginx-1");
            String body = """
                    {"name": "nginx-1", "site": "lab", "address": "fd00:148::132", "networkInterface": "eth0"}""";
            assertThat(api.put("real-servers/nginx-1", current.etag().orElseThrow(), body)
                            .status())
                    .isEqualTo(200);
        }
        serves("six-in-six", "fd00:148::165", "fd00:148::132", PLAIN);
        serves("four-in-six", "192.168.148.166", "fd00:148::132", PLAIN);
        serves("six-in-gue6", "fd00:148::177", "fd00:148::132", GUE);
        serves("four-in-summed-gue6", "192.168.148.178", "fd00:148::132", SUMMED_GUE);
        serves("four-in-gre6", "192.168.148.168", "fd00:148::132", SUMMED_GRE);
    }

    /** The device for checksums would keep what is sent without from the other one. */
    @Test
    @Order(10)
    void aServiceThatGivesItsChecksumsUpServesOn() throws Exception {
        try (FleetApi api = lab.api()) {
            Answer current = api.get("virtual-services/four-in-gre6");
            Answer changed = api.put(
                    "virtual-services/four-in-gre6",
                    current.etag().orElseThrow(),
                    body("four-in-gre6", "192.168.148.168", "fd00:148::132", GRE));
            assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        }
        await().atMost(Duration.ofSeconds(15)).untilAsserted(() -> {
            assertThat(lab.exec("nginx-1", "ip", "-o", "addr", "show", "dev", "ip6gre0")
                            .out())
                    .contains("192.168.148.168/32");
            assertThat(page("192.168.148.168")).isEqualToIgnoringNewLines(CLIENT);
        });
        serves("six-in-gre6", "fd00:148::167", "fd00:148::132", GRE);
    }

    private static String body(String name, String address, String realServer, String tunnel) {
        return """
                {"name": "%s", "group": "edge", "address": "%s", "port": 80, "protocol": "tcp", "scheduler": "rr",
                 "forwarding": "tun", "tunnel": %s, "realServers": [{"address": "%s", "port": 80, "weight": 1}]}
                """.formatted(name, address, tunnel, realServer);
    }

    private static void create(String name, String address, String realServer, String tunnel) throws Exception {
        try (FleetApi api = lab.api()) {
            Answer made = api.post("virtual-services", body(name, address, realServer, tunnel));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
        }
    }

    private static void serves(String name, String address, String realServer, String tunnel) throws Exception {
        create(name, address, realServer, tunnel);
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(page(address))
                        .as(name)
                        .isEqualToIgnoringNewLines(address.contains(":") ? "fd00:148::150" : CLIENT));
    }

    private static String page(String address) throws IOException, InterruptedException {
        String url = "http://" + (address.contains(":") ? "[" + address + "]" : address) + "/client";
        return lab.exec("client", "curl", "-gs", "-m", "2", url).out();
    }

    private static String tunnel(String node) throws IOException, InterruptedException {
        return lab.exec(node, "ip", "-o", "addr", "show", "dev", "tunl0").out();
    }
}
