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

/** The promises of the NAT chapter: two networks, the director between them, and port 80 outside to 8080 inside. */
@Tag("lab")
class NatIT {

    private static final String CLIENT = "192.168.159.150";
    private static final String INSIDE = "192.168.148.130";

    private static RunningLab lab;

    @BeforeAll
    static void up() throws IOException, InterruptedException {
        lab = RunningLab.up(Chapter.NAT);
    }

    @AfterAll
    static void down() throws IOException, InterruptedException {
        lab.close();
        assertThat(lab.lab().namespaces().existing()).isEmpty();
    }

    @Test
    void bothRealServersServePort80OnPort8080() throws IOException, InterruptedException {
        List<String> pages = lab.pages(8);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-1")).hasSize(4);
        assertThat(pages).filteredOn(page -> page.endsWith("through nginx-2")).hasSize(4);
        assertThat(lab.ipvs("-Sn"))
                .contains("-a -t 192.168.159.161:80 -r 192.168.148.132:8080 -m")
                .contains("-a -t 192.168.159.161:80 -r 192.168.148.133:8080 -m");
    }

    @Test
    void aRealServerSeesTheClientsOwnAddress() throws IOException, InterruptedException {
        assertThat(lab.page("/client")).isEqualTo(CLIENT);
    }

    /** Without it the answers would have no way at all: no node inside has a route to the outside. */
    @Test
    void aRealServersWayThroughTheDirectorIsSetByItsAgentAndSetAgainWhenItIsLost()
            throws IOException, InterruptedException {
        assertThat(gateway("nginx-1")).contains("default via " + INSIDE);
        assertThat(lab.readiness("nginx-1").path("ready").asBoolean())
                .as("%s", lab.readiness("nginx-1"))
                .isTrue();

        lab.exec("nginx-1", "ip", "route", "del", "default").orThrow("ip route del");

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(gateway("nginx-1")).contains("default via " + INSIDE));
        assertThat(lab.pages(8)).hasSize(8).allMatch(page -> page.contains("through nginx-"));
    }

    private static String gateway(String node) throws IOException, InterruptedException {
        return lab.exec(node, "ip", "route", "show", "default").out();
    }
}
