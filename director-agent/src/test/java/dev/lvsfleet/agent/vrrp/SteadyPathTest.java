package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.VIP;
import static dev.lvsfleet.agent.vrrp.Routers.grouped;
import static dev.lvsfleet.agent.vrrp.Routers.leased;
import static dev.lvsfleet.agent.vrrp.Routers.router;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.Track;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the loop does while nothing happens costs no byte of the heap, and is no less true for it. */
class SteadyPathTest {

    private static final int ROUTERS = 255;
    private static final int BEATS = 200;
    private static final Duration MEASURED = Duration.ofSeconds(BEATS);
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** In all, however many advertisements: C2 allocates some when it compiles anew. Interpreted, or with C1 alone, it is 0. */
    private static final long MOST_BYTES = 2_048;

    /** Longer than the test, so that no renewal is in what is measured. */
    private static final int LEASE = 3_600;

    @Test
    void advertisementsThatAreSentOnTimeAllocateNothing() {
        LoopFixture fixture = LoopFixture.active(routers());
        fixture.network.recording = false;
        fixture.run(Duration.ofSeconds(20));
        long sent = sent(fixture);

        long before = THREADS.getCurrentThreadAllocatedBytes();
        fixture.run(MEASURED);
        long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;

        assertThat(sent(fixture) - sent).isEqualTo((long) ROUTERS * BEATS);
        assertThat(bytes)
                .as("bytes for %d advertisements sent", ROUTERS * BEATS)
                .isLessThan(MOST_BYTES);
    }

    @Test
    void advertisementsThatAreHeardAgainAllocateNothing() {
        LoopFixture fixture = new LoopFixture().with(routers());
        List<ReceivedPacket> words = words(fixture);
        fixture.network.recording = false;
        hear(fixture, words);
        hear(fixture, words);

        long bytes = 0;
        for (int i = 0; i < BEATS; i++) {
            bytes += hear(fixture, words);
        }

        assertThat(fixture.loop.statuses()).allSatisfy(status -> {
            assertThat(status.role()).isEqualTo(Role.BACKUP);
            assertThat(status.heard()).isEqualTo(BEATS + 2L);
        });
        assertThat(bytes)
                .as("bytes for %d advertisements heard", ROUTERS * BEATS)
                .isLessThan(MOST_BYTES);
    }

    /** It goes by when the last one was heard, not by when the machine was asked last. */
    @Test
    void theLastOfManyThatWereHeardIsWhatABackupWaitsFrom() {
        LoopFixture fixture = new LoopFixture().with(router(VIP));
        fixture.hear(200);
        ReceivedPacket word = fixture.network.packets.remove();
        for (int i = 0; i < 20; i++) {
            hear(fixture, List.of(word));
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
                leased(grouped("a", 51, VIP), LEASE), leased(grouped("b", 52, Routers.OTHER_VIP), LEASE));
        fixture.network.recording = false;
        fixture.run(Duration.ofSeconds(20));
        long before = THREADS.getCurrentThreadAllocatedBytes();
        fixture.run(MEASURED);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_BYTES);

        fixture.tell(new Command.Able("b", false));

        assertThat(fixture.loop.statuses()).extracting(RouterStatus::role).containsOnly(Role.BACKUP);
        assertThat(fixture.reasons()).endsWith(Reason.NOT_ABLE, Reason.GROUP_YIELDED);
    }

    private static RouterSettings[] routers() {
        return IntStream.rangeClosed(1, ROUTERS)
                .mapToObj(id -> leased(router("v" + id, id, 100, address(id)), LEASE))
                .toArray(RouterSettings[]::new);
    }

    private static InetAddress address(int id) {
        return InetAddress.ofLiteral("198.51.100." + id);
    }

    /** Of an Active of each router. */
    private static List<ReceivedPacket> words(LoopFixture fixture) {
        for (int id = 1; id <= ROUTERS; id++) {
            fixture.hear(id, 200, 255, address(id));
        }
        List<ReceivedPacket> words = new ArrayList<>(fixture.network.packets);
        fixture.network.packets.clear();
        return words;
    }

    /** A second later all of them come; the bytes that the loop allocated for them. */
    private static long hear(LoopFixture fixture, List<ReceivedPacket> words) {
        fixture.network.now += Duration.ofSeconds(1).toNanos();
        fixture.network.packets.addAll(words);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        fixture.loop.round();
        return THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    private static long sent(LoopFixture fixture) {
        return fixture.loop.statuses().stream().mapToLong(RouterStatus::sent).sum();
    }
}
