package dev.lvsfleet.lab.endtoend;

import static dev.lvsfleet.lab.endtoend.Directors.FIRST;
import static dev.lvsfleet.lab.endtoend.Directors.SECOND;
import static dev.lvsfleet.lab.endtoend.Timeline.Told.role;
import static dev.lvsfleet.lab.endtoend.Timeline.Told.switchedOver;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.endtoend.Timeline.Event;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Virtual routers of other kinds than the guide's, made beside it on the lab's pair; the guide's goes on where it is. */
@Tag("lab")
@Order(SharedLab.PAIR)
class FailoverKindsIT {

    private static final String ROUTER = "kind";
    private static final Duration DELAY = Duration.ofSeconds(10);

    /** A document on its way to both, and an election without anybody Active. */
    private static final Duration MADE = Bound.TAKEOVER.multipliedBy(2);

    private static final String STARTS = "initialize -> backup: nothing stands in the way of taking part any more";
    private static final String NOBODY = "backup -> active: no Active was heard";
    private static final String GIVES = "active -> backup: the operator gave the role to a peer";
    private static final String GIVEN = "backup -> active: the Active gave the role up";

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab(Chapter.DIRECT_ROUTING);

    private RunningLab lab;
    private Directors directors;
    private Operator operator;
    private Timeline timeline;

    @BeforeEach
    void theGuidesFirstIsActive() throws IOException, InterruptedException {
        lab = SHARED.lab();
        directors = new Directors(lab);
        operator = new Operator(lab);
        directors.giveTheRoleToTheFirst();
        timeline = Timeline.of(lab, ROUTER);
    }

    @AfterEach
    void withoutTheRouter() throws IOException, InterruptedException {
        lab.processes().start(FIRST, "agent");
        operator.deleteRouter(ROUTER);
        operator.close();
    }

    @Test
    void versionThreeElectsWhoHoldsAnAddressOfTheSixthVersion() throws Exception {
        String address = "fd00:148::170";
        operator.createRouter(router(61, address, "fd00:148::130", "fd00:148::131", "\"preempt\": false"));

        assertMovesAlone(address, awaitElected(address));
    }

    @Test
    void versionTwoElectsByMulticastWithItsPassword() throws Exception {
        String address = "192.168.148.171";
        operator.createRouter(router(
                62,
                address,
                "192.168.148.130",
                "192.168.148.131",
                "\"preempt\": false, \"vrrpVersion\": 2, \"transport\": \"multicast\", \"password\": \"s3cret\""));
        String active = awaitElected(address);
        String[] listen = {
            "timeout",
            "20",
            "tcpdump",
            "-vv",
            "-l",
            "-n",
            "-c",
            "1",
            "-i",
            active,
            "ip proto 112 and dst host 224.0.0.18"
        };
        String heard = lab.lab()
                .namespaces()
                .shell(LabNetwork.SWITCH)
                .capture(Duration.ofSeconds(30), listen)
                .out();
        assertThat(heard).contains("VRRPv2", "vrid 62", "authtype simple", "s3cret");

        assertMovesAlone(address, active);
    }

    /** After a kill the role is the other's, and comes back: not before the delay, and not much after. */
    @Test
    void whoPreemptsWithADelayHasTheRoleBackWhenItIsOver() throws Exception {
        String address = "192.168.148.172";
        operator.createRouter(router(
                63,
                address,
                "192.168.148.130",
                "192.168.148.131",
                "\"preempt\": true, \"preemptDelay\": \"" + DELAY.toSeconds() + "s\""));
        directors.awaitAlone(FIRST, address, MADE.plus(DELAY));
        timeline = Timeline.of(lab, ROUTER);

        lab.processes().kill(FIRST, "agent");

        directors.awaitHeld(SECOND, address, Bound.TAKEOVER);
        directors.awaitAlone(SECOND, address, Bound.LEASE);
        lab.processes().start(FIRST, "agent");
        directors.awaitAlone(FIRST, address, DELAY.plus(Bound.TAKEOVER));
        List<Event> told = timeline.tells(
                role(SECOND, NOBODY),
                role(FIRST, STARTS),
                role(FIRST, "backup -> active: the Active had a lower priority"));
        timeline.tells(role(SECOND, NOBODY), role(SECOND, "active -> backup: another has a higher priority"));
        timeline.wasToldWhole();
        assertThat(told.get(0).gap()).isBetween(Bound.PATIENCE, Bound.SILENCE);
        assertThat(Duration.between(told.get(1).at(), told.get(2).at())).isBetween(DELAY, DELAY.plus(Bound.TAKEOVER));
        assertThat(directors.holding(RunningLab.VIP)).containsExactly(SECOND); // the guide's does not preempt
    }

    /** Who of the two holds it: the first, unless its services were programmed later than the other one waits. */
    private String awaitElected(String address) throws IOException, InterruptedException {
        Directors.within(MADE)
                .during(Duration.ofSeconds(1))
                .until(() -> directors.holding(address).size() == 1);
        return directors.holding(address).getFirst();
    }

    /** Its role is given to the other by a switch-over of it alone, which keeps it; the guide's stays where it is. */
    private void assertMovesAlone(String address, String active) throws IOException, InterruptedException {
        String other = active.equals(FIRST) ? SECOND : FIRST;
        // How they came to it is told too, and not always in the same way: their documents arrive one after the other.
        timeline.tells(role(active, STARTS), role(active, NOBODY));
        timeline.tells(role(other, STARTS));
        timeline = Timeline.of(lab, ROUTER);

        operator.switchOverOf("edge", ROUTER);

        directors.awaitAlone(other, address, Bound.TAKEOVER);
        assertThat(directors.holding(RunningLab.VIP)).containsExactly(FIRST);
        List<Event> told = timeline.tells(role(active, GIVES), role(other, GIVEN));
        assertThat(told.getLast().gap()).isLessThanOrEqualTo(Bound.HANDOVER);
        timeline.tells(switchedOver(other));
        timeline.wasToldWhole();
    }

    /** One of both directors, the first preferred. */
    private static String router(int vrid, String address, String first, String second, String options) {
        return """
                {"name": "kind", "group": "edge", "vrid": %d, "addresses": ["%s"], %s,
                 "members": [{"director": "director-1", "priority": 100, "source": "%s"},
                             {"director": "director-2", "priority": 90, "source": "%s"}]}
                """.formatted(vrid, address, options, first, second);
    }
}
