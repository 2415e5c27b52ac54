package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A pool of two on one host and a fallback on another. All of them always serve; what the health service sees of each is a
 * listener of its own, so that the pool's decisions alone are looked at.
 */
@Tag("lab")
@Order(SharedLab.ONE_DIRECTOR)
class PoolUnderLoadIT {

    private static final String NAME = "pool";
    private static final String VIP = "192.168.148.183";
    private static final String SERVICE = "-t " + VIP + ":8003";
    private static final int HEALTH = 8004;
    private static final String ONE = "192.168.148.132";
    private static final String TWO = "192.168.148.233";
    private static final String SPARE = "192.168.148.133";

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab();

    private final List<AutoCloseable> opened = new ArrayList<>();
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
        operator.delete(NAME);
        client.addresses("nginx-1", List.of(TWO));
        opened.add(NamingServer.tcp(lab, "nginx-1", "0.0.0.0", 8003));
        opened.add(NamingServer.tcp(lab, "nginx-2", "0.0.0.0", 8003));
        opened.add(healthy("nginx-2", SPARE));
        operator.create("""
                {"name": "pool", "group": "edge", "address": "192.168.148.183", "port": 8003, "scheduler": "wrr",
                 "forwarding": "dr", "quorum": {"up": 20}, "slowStart": {"duration": "4s", "steps": 4},
                 "realServers": [{"address": "192.168.148.132", "port": 8003, "weight": 20},
                                 {"address": "192.168.148.233", "port": 8003, "weight": 20}],
                 "fallback": [{"address": "192.168.148.133", "port": 8003, "weight": 5}],
                 "healthCheck": {"type": "tcp", "port": 8004, "interval": "500ms", "connectTimeout": "1s", "retry": 0}}
                """);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable server : opened) {
            server.close();
        }
        operator.delete(NAME);
        operator.close();
    }

    @Test
    void oneThatComesBackRampsUpWhileTheOtherServes() throws Exception {
        opened.add(healthy("nginx-1", ONE));
        NamingServer two = healthy("nginx-1", TWO);
        within(20).until(() -> kernel.weights(SERVICE).equals(pool(20, 20)));
        two.close();
        within(10).until(() -> kernel.weights(SERVICE).equals(Map.of(ONE + ":8003", 20)));
        opened.add(healthy("nginx-1", TWO));
        List<Integer> seen = new ArrayList<>();
        within(20).until(() -> {
            int weight = kernel.weights(SERVICE).getOrDefault(TWO + ":8003", 0);
            seen.add(weight);
            assertThat(client.tcp(LabClient.OWN, VIP, 8003, 2)).allMatch(answer -> answer.startsWith("nginx-1"));
            return weight == 20;
        });
        assertThat(seen).isSorted();
        assertThat(seen.stream().distinct().filter(weight -> weight > 0 && weight < 20))
                .as("weights on the way, of %s", seen)
                .hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void whenAllAreDownTheFallbackServesAndNoRequestFails() throws Exception {
        NamingServer one = healthy("nginx-1", ONE);
        NamingServer two = healthy("nginx-1", TWO);
        within(20).until(() -> kernel.weights(SERVICE).equals(pool(20, 20)));
        one.close();
        two.close();
        servesUntil(Map.of(SPARE + ":8003", 5));
        assertThat(client.tcp(LabClient.OWN, VIP, 8003, 20)).allMatch(answer -> answer.startsWith("nginx-2"));
        opened.add(healthy("nginx-1", ONE));
        opened.add(healthy("nginx-1", TWO));
        servesUntil(pool(20, 20));
        assertThat(client.tcp(LabClient.OWN, VIP, 8003, 20)).allMatch(answer -> answer.startsWith("nginx-1"));
        assertThat(operator.events("quorum-lost").getFirst()).contains(NAME);
    }

    /** Asks all the time, each answer must be had, and the kernel must never have nobody with a weight. */
    private void servesUntil(Map<String, Integer> weights) {
        within(30).until(() -> {
            assertThat(client.tcp(LabClient.OWN, VIP, 8003, 10)).hasSize(10);
            Map<String, Integer> now = kernel.weights(SERVICE);
            assertThat(now.values()).anyMatch(weight -> weight > 0);
            return now.equals(weights);
        });
    }

    private NamingServer healthy(String node, String address) throws IOException, InterruptedException {
        return NamingServer.tcp(lab, node, address, HEALTH);
    }

    private static Map<String, Integer> pool(int one, int two) {
        return Map.of(ONE + ":8003", one, TWO + ":8003", two);
    }

    private static ConditionFactory within(long seconds) {
        return await().atMost(Duration.ofSeconds(seconds)).pollInterval(Duration.ofMillis(100));
    }
}
