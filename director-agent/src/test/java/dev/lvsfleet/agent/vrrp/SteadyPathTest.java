package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.grouped;
import static dev.lvsfleet.agent.vrrp.Routers.leased;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.Track;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the loop does while nothing happens costs no byte of the heap, and is no less true for it. */
class SteadyPathTest {

    private static final long ADVERTISEMENTS = (long) SteadyRun.ROUTERS * SteadyRun.BEATS;

    /** In all, however many advertisements: C2 allocates some when it compiles anew. */
    private static final long MOST_BYTES = 2_048;

    @Test
    void advertisementsThatAreSentOnTimeAllocateNothing() {
        assertCostsAtMost(MOST_BYTES, SteadyRun.sent());
    }

    @Test
    void advertisementsThatAreHeardAgainAllocateNothing() {
        assertCostsAtMost(MOST_BYTES, SteadyRun.heard());
    }

    /** As the director's image runs, and before anything is compiled: not one byte. */
    @ParameterizedTest
    @ValueSource(strings = {"-XX:TieredStopAtLevel=1", "-Xint"})
    void withoutTheSecondCompilerItIsNotOneByte(String flag) throws IOException, InterruptedException {
        List<SteadyRun> runs = SteadyRun.with(flag);

        assertThat(runs).hasSize(2);
        runs.forEach(run -> assertCostsAtMost(0, run));
    }

    private static void assertCostsAtMost(long bytes, SteadyRun run) {
        assertThat(run.calm()).as("no role moved").isTrue();
        assertThat(run.advertisements()).isEqualTo(ADVERTISEMENTS);
        assertThat(run.bytes()).as("bytes in %s", run).isLessThanOrEqualTo(bytes);
    }

    /** It goes by when the last one was heard, not by when the machine was asked last. */
    @Test
    void theLastOfManyThatWereHeardIsWhatABackupWaitsFrom() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.hear(200);
        ReceivedPacket word = fixture.network.packets.remove();
        for (int i = 0; i < 20; i++) {
            SteadyRun.hear(fixture, List.of(word));
        }

        fixture.run(Duration.ofMillis(3_600));
        assertThat(fixture.role()).isEqualTo(Role.BACKUP);
        fixture.run(Duration.ofMillis(50));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
    }

    /** After many that were sent without the machine, it knows when the last one was. */
    @Test
    void anActiveThatSentForLongHasNotStalledWhenSomethingHappens() {
        LoopFixture fixture = LoopFixture.active(router(VIP));
        fixture.run(Duration.ofSeconds(60));
        fixture.tell(new Command.Tracked("v", "check", new Track.Weighs(-30)));
        fixture.network.taken();
        fixture.run(Duration.ofSeconds(5));
        assertThat(fixture.role()).isEqualTo(Role.ACTIVE);
        assertThat(fixture.network.taken()).contains("send 70").doesNotContain("send 100");

        fixture.pause(Duration.ofSeconds(10));
        assertThat(fixture.reasons()).endsWith(Reason.STALLED);
    }

    @Test
    void membersOfASyncGroupAreSteadyTooAndStillMoveTogether() {
        LoopFixture fixture = LoopFixture.active(
                leased(grouped("a", 51, VIP), SteadyRun.LEASE),
                leased(grouped("b", 52, Routers.OTHER_VIP), SteadyRun.LEASE));
        fixture.network.recording = false;
        fixture.run(Duration.ofSeconds(20));
        long before = SteadyRun.allocated();
        fixture.run(SteadyRun.MEASURED);
        assertThat(SteadyRun.allocated() - before).isLessThan(MOST_BYTES);

        fixture.tell(new Command.Able("b", false));

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.BACKUP);
        assertThat(fixture.reasons()).endsWith(Reason.NOT_ABLE, Reason.GROUP_YIELDED);
    }
}
