package dev.lvsfleet.lab.endtoend;

import static dev.lvsfleet.lab.endtoend.Directors.FIRST;
import static dev.lvsfleet.lab.endtoend.Directors.SECOND;
import static dev.lvsfleet.lab.endtoend.Timeline.Told.fault;
import static dev.lvsfleet.lab.endtoend.Timeline.Told.role;
import static dev.lvsfleet.lab.endtoend.Timeline.Told.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.endtoend.Timeline.Event;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The guide's pair of directors, and all that can happen to one of them: the other serves, within a bound, and the events tell
 * why.
 *
 * <p>Each test begins with director-1 Active and both well. Who holds the address is asked of the kernels.
 */
@Tag("lab")
@Order(SharedLab.PAIR)
class FailoverIT {

    private static final String VIP = RunningLab.VIP;
    private static final Duration FREEZE = Duration.ofSeconds(10);
    private static final Duration PARTITION = Duration.ofSeconds(30);

    /** Both bursts: at once and after five seconds. */
    private static final Duration ANNOUNCING = Duration.ofSeconds(10);

    private static final String RETURNS = "initialize -> backup: nothing stands in the way of taking part any more";
    private static final String TAKES_OVER = "backup -> active: no Active was heard";
    private static final String YIELDS = "active -> backup: another has a higher priority";

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab(Chapter.DIRECT_ROUTING);

    private RunningLab lab;
    private Directors directors;
    private LabClient client;
    private Operator operator;
    private Timeline timeline;

    @BeforeEach
    void theFirstIsActive() throws IOException, InterruptedException {
        lab = SHARED.lab();
        directors = new Directors(lab);
        client = new LabClient(lab);
        operator = new Operator(lab);
        directors.giveTheRoleToTheFirst();
        assertServesBy(FIRST);
        timeline = Timeline.of(lab, "vi-1");
    }

    @AfterEach
    void allIsWellAgain() throws IOException, InterruptedException {
        onTheSwitch("ip", "link", "set", FIRST, "master", "bridge0", "up");
        for (String node : List.of(FIRST, SECOND)) {
            String own6 = lab.lab()
                    .topology()
                    .node(node)
                    .attachments()
                    .getFirst()
                    .interfaceAddress6(); // the kernel drops it with the link
            lab.exec(
                    node,
                    "sh",
                    "-c",
                    "tc qdisc del dev eth0 clsact 2>/dev/null; ip link set eth0 up; ip addr replace " + own6
                            + " dev eth0 nodad");
            lab.processes().start(node, "agent");
        }
        lab.processes().start("nginx-1", "nginx");
        lab.processes().start("control", "kafka");
        lab.processes().start("control", "control-plane");
        Directors.within(Bound.TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        operator.close();
    }

    /** The guide's first verification: stop nginx on one real server, and look at the table. */
    @Test
    void theGuidesFirstVerificationAStoppedNginxLeavesBothTablesAndTheOtherServes() throws Exception {
        lab.processes().stop("nginx-1", "nginx");

        for (String node : List.of(FIRST, SECOND)) {
            Directors.within(Duration.ofSeconds(30))
                    .until(() -> !directors.table(node).contains("192.168.148.132"));
        }
        assertThat(client.pages(VIP, 8)).allMatch(page -> page.endsWith("through nginx-2"));
    }

    /** The guide's second verification: stop the master, and look at the backup's addresses and table. */
    @Test
    void theGuidesSecondVerificationAStoppedMasterHandsTheAddressOverAndTheBackupServesTheSameTable() throws Exception {
        String table = directors.table(FIRST);

        lab.processes().stop(FIRST, "agent");

        directors.awaitAlone(SECOND, VIP, Bound.TAKEOVER);
        assertServesBy(SECOND);
        assertThat(directors.table(SECOND)).isEqualTo(table);
        lab.processes().start(FIRST, "agent");
        assertServesBy(SECOND);
        assertThat(directors.holding(VIP)).containsExactly(SECOND);
        List<Event> told = timeline.tells(
                role(FIRST, "active -> initialize: it was stopped"),
                role(SECOND, "backup -> active: the Active gave the role up"),
                role(FIRST, RETURNS));
        assertThat(told.get(1).gap()).isLessThanOrEqualTo(Bound.HANDOVER);
        timeline.wasToldWhole();
    }

    @Test
    void aKilledActiveIsReplacedItsKernelDropsTheAddressAndItFollowsWhenItReturns() throws Exception {
        lab.processes().kill(FIRST, "agent");

        directors.awaitHeld(SECOND, VIP, Bound.TAKEOVER);
        directors.awaitAlone(SECOND, VIP, Bound.LEASE);
        assertServesBy(SECOND);
        lab.processes().start(FIRST, "agent");
        assertWasSilent(timeline.tells(role(SECOND, TAKES_OVER), role(FIRST, RETURNS)));
        timeline.tells(role(SECOND, TAKES_OVER), started(FIRST));
        timeline.wasToldWhole();
        assertThat(directors.holding(VIP)).containsExactly(SECOND);
    }

    @Test
    void aFrozenActiveIsReplacedItsKernelDropsTheAddressAndItGivesUpWhenItThaws() throws Exception {
        String agent = directors.agent(FIRST);
        long frozen = System.nanoTime();
        lab.exec(FIRST, "kill", "-STOP", agent).orThrow("kill -STOP");
        try {
            directors.awaitHeld(SECOND, VIP, Bound.TAKEOVER);
            directors.awaitAlone(SECOND, VIP, Bound.LEASE);
            assertServesBy(SECOND);
            await().atMost(FREEZE.plusSeconds(1)).until(() -> passed(frozen, FREEZE));
        } finally {
            lab.exec(FIRST, "kill", "-CONT", agent).orThrow("kill -CONT");
        }
        assertWasSilent(timeline.tells(
                role(SECOND, TAKES_OVER), role(FIRST, "active -> backup: it was late by more than its peers wait")));
        timeline.tells(
                role(SECOND, TAKES_OVER), fault(SECOND, "192.168.148.130 gave the role up, and was Active as well"));
        timeline.wasToldWhole();
        assertThat(directors.holding(VIP)).containsExactly(SECOND);
        assertServesBy(SECOND);
    }

    @Test
    void anActiveWithoutItsLinkIsReplacedAndFollowsWhenTheLinkIsBack() throws Exception {
        lab.exec(FIRST, "ip", "link", "set", "eth0", "down").orThrow("ip link");

        directors.awaitAlone(SECOND, VIP, Bound.TAKEOVER);
        assertServesBy(SECOND);
        lab.exec(FIRST, "ip", "link", "set", "eth0", "up").orThrow("ip link");
        assertWasSilent(timeline.tells(
                role(FIRST, "active -> initialize: its interface is down"),
                role(SECOND, TAKES_OVER),
                role(FIRST, RETURNS)));
        timeline.wasToldWhole();
        assertThat(directors.holding(VIP)).containsExactly(SECOND);
    }

    @Test
    void withoutControlPlaneAndKafkaTheRoleStillMovesAndIsToldOnceTheyAreBack() throws Exception {
        lab.processes().kill("control", "control-plane");
        lab.processes().kill("control", "kafka");

        lab.processes().kill(FIRST, "agent");

        directors.awaitHeld(SECOND, VIP, Bound.TAKEOVER);
        directors.awaitAlone(SECOND, VIP, Bound.LEASE);
        assertServesBy(SECOND);
        lab.processes().start("control", "kafka");
        lab.processes().start("control", "control-plane");
        lab.processes().start(FIRST, "agent");
        assertWasSilent(timeline.tells(role(SECOND, TAKES_OVER), role(FIRST, RETURNS)));
        timeline.tells(role(SECOND, TAKES_OVER), started(FIRST));
        timeline.wasToldWhole();
    }

    /** Who is ready first by more than three advertisements takes the role; the other follows it. */
    @Test
    void ofTwoThatBootAtOnceOneTakesTheRoleAndTheOtherFollows() throws Exception {
        lab.processes().kill(FIRST, "agent");
        lab.processes().kill(SECOND, "agent");
        Directors.within(Bound.LEASE).until(() -> directors.holding(VIP).isEmpty());
        timeline = Timeline.of(lab, "vi-1");

        Thread second = Thread.ofVirtual().start(() -> {
            try {
                lab.processes().start(SECOND, "agent");
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException("director-2 does not start", e);
            }
        });
        lab.processes().start(FIRST, "agent");
        second.join();

        Directors.within(Bound.TAKEOVER).until(() -> directors.holding(VIP).size() == 1);
        String active = directors.holding(VIP).getFirst();
        String backup = active.equals(FIRST) ? SECOND : FIRST;
        assertServesBy(active);
        timeline.tells(role(active, RETURNS), role(active, TAKES_OVER));
        timeline.tells(role(backup, RETURNS));
        timeline.tells(started(active), role(active, TAKES_OVER));
        timeline.tells(started(backup));
        timeline.wasToldWhole();
    }

    @Test
    void aBackupThatHearsNothingTakesTheRoleAndGivesWayWhenItHearsAgain() throws Exception {
        String deaf = "tc qdisc add dev eth0 clsact && tc filter add dev eth0 ingress protocol ip u32"
                + " match ip protocol 112 0xff action drop";
        lab.exec(SECOND, "sh", "-c", deaf).orThrow("tc");

        directors.awaitHeld(SECOND, VIP, Bound.TAKEOVER);
        assertServes();
        lab.exec(SECOND, "tc", "qdisc", "del", "dev", "eth0", "clsact").orThrow("tc");

        directors.awaitAlone(FIRST, VIP, Bound.HEALED);
        assertServesBy(FIRST);
        assertWasSilent(timeline.tells(role(SECOND, TAKES_OVER), role(SECOND, YIELDS)));
        // It hears of the other at once, within what the two clocks differ by.
        timeline.tells(
                fault(FIRST, "192.168.148.131 is Active as well, with priority 90; this one stays it"),
                role(SECOND, YIELDS));
        timeline.wasToldWhole();
    }

    /** Each side has an Active, of whom the fleet can hear one; then the better one has the role, and the link knows. */
    @Test
    void aPartitionOfThirtySecondsHasAnActiveOnEachSideAndHealsToTheBetterOneThatAnnouncesItself() throws Exception {
        long cut = System.nanoTime();
        Announcements announcements =
                Announcements.of(lab, FIRST, VIP, PARTITION.plus(Bound.HEALED).plus(ANNOUNCING));
        onTheSwitch("ip", "link", "set", FIRST, "nomaster");

        directors.awaitHeld(SECOND, VIP, Bound.TAKEOVER);
        assertServesBy(SECOND);
        // The first cannot say any more that it is Active, and what it said is older than what the second did.
        Directors.within(Bound.TAKEOVER)
                .until(() -> operator.active("edge", "vi-1").equals(List.of(SECOND)));
        await().atMost(PARTITION.plusSeconds(1)).until(() -> passed(cut, PARTITION));
        assertThat(directors.holding(VIP)).containsExactly(FIRST, SECOND);
        Instant healed = Instant.now();
        onTheSwitch("ip", "link", "set", FIRST, "master", "bridge0", "up");

        directors.awaitAlone(FIRST, VIP, Bound.HEALED);
        assertServesBy(FIRST);
        assertThat(announcements.after(healed)).hasSizeGreaterThanOrEqualTo(5);
        assertWasSilent(timeline.tells(role(SECOND, TAKES_OVER), role(SECOND, YIELDS)));
        timeline.tells(
                role(SECOND, TAKES_OVER),
                fault(FIRST, "192.168.148.131 is Active as well, with priority 90; this one stays it"));
        timeline.wasToldWhole();
    }

    /** The second took the role in time, by its own measure: in that neither the test's looks nor its clock have a part. */
    private static void assertWasSilent(List<Event> told) {
        List<Event> taken = told.stream().filter(role(SECOND, TAKES_OVER)::is).toList();
        assertThat(taken).hasSize(1);
        assertThat(taken.getFirst().gap()).isBetween(Bound.PATIENCE, Bound.SILENCE);
    }

    private static boolean passed(long since, Duration time) {
        return System.nanoTime() - since >= time.toNanos();
    }

    private void onTheSwitch(String... command) throws IOException, InterruptedException {
        lab.lab()
                .namespaces()
                .shell(LabNetwork.SWITCH)
                .capture(Bound.TAKEOVER, command)
                .orThrow(String.join(" ", command));
    }

    private void assertServes() {
        Directors.within(Bound.TAKEOVER)
                .untilAsserted(
                        () -> assertThat(client.pages(VIP, 4)).allMatch(page -> page.startsWith("served by tomcat-")));
    }

    /** Requests are answered, and it is this director that forwards them; its kernel adds up its counters every two seconds. */
    private void assertServesBy(String node) throws IOException, InterruptedException {
        long before = directors.connections(node, VIP);
        Directors.within(Bound.TAKEOVER).untilAsserted(() -> {
            assertThat(client.pages(VIP, 4)).allMatch(page -> page.startsWith("served by tomcat-"));
            assertThat(directors.connections(node, VIP) - before).isGreaterThanOrEqualTo(4);
        });
    }
}
