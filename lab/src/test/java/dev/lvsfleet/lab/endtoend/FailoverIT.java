package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The guide's pair of directors, and all that can happen to one of them: the other serves, within a bound, and never both.
 *
 * <p>Each test begins with director-1 Active and both well.
 */
@Tag("lab")
class FailoverIT {

    private static final String VIP = RunningLab.VIP;

    /** Three advertisements and the skew of priority 90, of one second each, and what a loaded machine adds. */
    private static final Duration TAKEOVER = Duration.ofSeconds(15);

    /** The lease of the lab's virtual router and the time the kernel takes to look at it, and the same. */
    private static final Duration LEASE = Duration.ofSeconds(15);

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab(Chapter.DIRECT_ROUTING);

    private RunningLab lab;
    private Directors directors;
    private LabClient client;
    private Operator operator;

    @BeforeEach
    void theFirstIsActive() throws IOException, InterruptedException {
        lab = SHARED.lab();
        directors = new Directors(lab);
        client = new LabClient(lab);
        operator = new Operator(lab);
        directors.giveTheRoleToTheFirst();
        assertServes();
    }

    @AfterEach
    void allIsWellAgain() throws IOException, InterruptedException {
        for (String node : List.of(Directors.FIRST, Directors.SECOND)) {
            lab.exec(node, "sh", "-c", "tc qdisc del dev eth0 clsact 2>/dev/null; ip link set eth0 up");
            lab.processes().start(node, "agent");
        }
        lab.processes().start("nginx-1", "nginx");
        lab.processes().start("control", "kafka");
        lab.processes().start("control", "control-plane");
        Directors.within(TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        operator.close();
    }

    @Test
    void aStoppedNginxLeavesBothTables() throws Exception {
        lab.processes().stop("nginx-1", "nginx");

        for (String node : List.of(Directors.FIRST, Directors.SECOND)) {
            Directors.within(Duration.ofSeconds(30))
                    .until(() -> !directors.table(node).contains("192.168.148.132"));
        }
        assertThat(client.pages(VIP, 8)).allMatch(page -> page.endsWith("through nginx-2"));
    }

    @Test
    void aStoppedMasterHandsOverAndDoesNotTakeTheRoleBackWhenItReturns() throws Exception {
        String table = directors.table(Directors.FIRST);

        lab.processes().stop(Directors.FIRST, "agent");

        directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
        assertServes();
        assertThat(directors.table(Directors.SECOND)).isEqualTo(table);
        lab.processes().start(Directors.FIRST, "agent");
        assertServes();
        assertThat(directors.holding(VIP)).containsExactly(Directors.SECOND);
    }

    @Test
    void aKilledMasterIsReplacedAndItsKernelDropsTheAddressByItself() throws Exception {
        lab.processes().kill(Directors.FIRST, "agent");

        Directors.within(LEASE).until(() -> !directors.holds(Directors.FIRST, VIP));
        directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
        assertServes();
        assertTold("vi-1 backup -> active: no Active was heard");
    }

    @Test
    void aFrozenMasterIsReplacedAndGivesUpWhenItThaws() throws Exception {
        String agent = directors.agent(Directors.FIRST);
        lab.exec(Directors.FIRST, "kill", "-STOP", agent).orThrow("kill -STOP");
        try {
            Directors.within(LEASE).until(() -> !directors.holds(Directors.FIRST, VIP));
            directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
            assertServes();
        } finally {
            lab.exec(Directors.FIRST, "kill", "-CONT", agent).orThrow("kill -CONT");
        }
        assertServes();
        directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
    }

    @Test
    void aMasterWithoutItsLinkIsReplaced() throws Exception {
        lab.exec(Directors.FIRST, "ip", "link", "set", "eth0", "down").orThrow("ip link");

        directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
        assertServes();
        lab.exec(Directors.FIRST, "ip", "link", "set", "eth0", "up").orThrow("ip link");
        assertServes();
    }

    @Test
    void withoutControlPlaneAndBusTheRoleStillMoves() throws Exception {
        lab.processes().kill("control", "control-plane");
        lab.processes().kill("control", "kafka");

        lab.processes().kill(Directors.FIRST, "agent");

        directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER.plus(LEASE));
        assertServes();
    }

    @Test
    void twoThatStartAtOnceAgree() throws Exception {
        lab.processes().kill(Directors.FIRST, "agent");
        lab.processes().kill(Directors.SECOND, "agent");
        Directors.within(LEASE).until(() -> directors.holding(VIP).isEmpty());

        Thread second = Thread.ofVirtual().start(() -> {
            try {
                lab.processes().start(Directors.SECOND, "agent");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("director-2 does not start", e);
            }
        });
        lab.processes().start(Directors.FIRST, "agent");
        second.join();

        Directors.within(TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        assertServes();
    }

    @Test
    void aBackupThatHearsNothingTakesTheRoleAndTheOtherGivesWay() throws Exception {
        String deaf = "tc qdisc add dev eth0 clsact && tc filter add dev eth0 ingress protocol ip u32"
                + " match ip protocol 112 0xff action drop";
        lab.exec(Directors.SECOND, "sh", "-c", deaf).orThrow("tc");

        Directors.within(TAKEOVER).until(() -> directors.holds(Directors.SECOND, VIP));
        lab.exec(Directors.SECOND, "tc", "qdisc", "del", "dev", "eth0", "clsact")
                .orThrow("tc");

        Directors.within(TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        assertServes();
    }

    @Test
    void aPartitionHealsToOneActiveThatTheClientReaches() throws Exception {
        cut(Directors.FIRST);

        Directors.within(TAKEOVER).until(() -> directors.holds(Directors.SECOND, VIP));
        assertServes();
        join(Directors.FIRST);

        Directors.within(TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        assertServes();
    }

    /** Takes the director's wire out of the switch: it keeps its carrier and its kernel, and hears and reaches nobody. */
    private void cut(String node) throws IOException, InterruptedException {
        onTheSwitch("ip", "link", "set", node, "nomaster");
    }

    private void join(String node) throws IOException, InterruptedException {
        onTheSwitch("ip", "link", "set", node, "master", "bridge0", "up");
    }

    private void onTheSwitch(String... command) throws IOException, InterruptedException {
        lab.lab()
                .namespaces()
                .shell(LabNetwork.SWITCH)
                .capture(TAKEOVER, command)
                .orThrow(String.join(" ", command));
    }

    private void assertServes() {
        Directors.within(TAKEOVER)
                .untilAsserted(
                        () -> assertThat(client.pages(VIP, 4)).allMatch(page -> page.startsWith("served by tomcat-")));
    }

    private void assertTold(String beginning) {
        Directors.within(TAKEOVER)
                .until(() -> operator.events("role-changed").stream().anyMatch(event -> event.startsWith(beginning)));
    }
}
