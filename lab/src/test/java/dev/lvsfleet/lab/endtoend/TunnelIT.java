package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The promises of the tunnel chapter: a real server in another network, behind a router, answers the client itself. */
@Tag("lab")
class TunnelIT {

    private static final String CLIENT = "192.168.148.150";

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
    void bothRealServersServeAndSeeTheClientsOwnAddress() throws IOException, InterruptedException {
        List<String> pages = lab.pages(8);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-1")).hasSize(4);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-2")).hasSize(4);
        assertThat(lab.page("/client")).isEqualTo(CLIENT);
        assertThat(lab.page("/client")).isEqualTo(CLIENT);
    }

    @Test
    void theFarRealServersPacketsCrossTheRouterWrappedAndItsAnswersBare() throws Exception {
        List<String> wrapped = lab.captured("router", 4, "ip proto 4", () -> lab.pages(2));
        assertThat(wrapped).isNotEmpty().allMatch(line -> line.contains("192.168.148.130 > 192.168.149.133"));
        List<String> bare = lab.captured("router", 4, "tcp and src host " + lab.vip(), () -> lab.pages(2));
        assertThat(bare).isNotEmpty().allMatch(line -> line.contains(lab.vip() + ".80 > " + CLIENT));
    }

    /** A full packet has no room for the second header: the director says so, and the client sends smaller ones. */
    @Test
    void aRequestOfFullPacketsArrives() throws IOException, InterruptedException {
        String send = "head -c 200000 /dev/zero | curl -s -m 10 --data-binary @- http://" + lab.vip() + "/client";
        for (int i = 0; i < 4; i++) {
            assertThat(lab.exec("client", "sh", "-c", send).out().strip()).isEqualTo(CLIENT);
        }
    }

    @Test
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
    void aRealServerThatHoldsTheVirtualAddressOnItsTunnelIsSilentAboutIt() throws Exception {
        lab.onlyTheDirectorAnswersWhoHasTheVirtualAddress("nginx-1");
    }

    private static String tunnel(String node) throws IOException, InterruptedException {
        return lab.exec(node, "ip", "-o", "addr", "show", "dev", "tunl0").out();
    }
}
