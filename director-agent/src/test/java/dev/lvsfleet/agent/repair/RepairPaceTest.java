package dev.lvsfleet.agent.repair;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.Notice;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RepairPaceTest {

    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final List<String> VIP = List.of("put the address");
    private static final List<String> ROUTE = List.of("set the route");
    private static final long START = Long.MAX_VALUE - 5; // nanoTime may wrap around

    private static long after(long millis) {
        return START + Duration.ofMillis(millis).toNanos();
    }

    private static OptionalLong release(RepairPace<String> pace, long millis) {
        return pace.releaseTick(VIP, after(millis));
    }

    @Test
    void theFirstRepairNeverWaitsAndEachFurtherOneTwiceAsLongUpToTheBound() {
        RepairPace<String> pace = RepairPace.starting(INTERVAL);
        assertThat(pace.isHeld(VIP.getFirst(), START)).isFalse();

        long now = 0;
        for (long pause : new long[] {100, 200, 400, 800, 1000, 1000}) {
            pace = pace.after(VIP, after(now));
            assertThat(pace.isHeld(VIP.getFirst(), after(now + pause) - 1)).isTrue();
            assertThat(pace.isHeld(VIP.getFirst(), after(now + pause))).isFalse();
            assertThat(release(pace, now)).hasValue(after(now + pause));
            now += pause;
        }
    }

    @Test
    void whatWasNotRepairedBeforeDoesNotWaitForWhatWas() {
        RepairPace<String> pace =
                RepairPace.<String>starting(INTERVAL).after(VIP, START).after(VIP, after(100));

        assertThat(pace.isHeld(VIP.getFirst(), after(101))).isTrue();
        assertThat(pace.isHeld(ROUTE.getFirst(), after(101))).isFalse();
        assertThat(pace.releaseTick(ROUTE, after(101))).isEmpty();
    }

    @Test
    void aRepairThatLastsIsForgotten() {
        RepairPace<String> pace =
                RepairPace.<String>starting(INTERVAL).after(VIP, START).after(VIP, after(100));

        assertThat(pace.after(List.of(), after(3299)).repairs()).isNotEmpty();
        assertThat(pace.after(List.of(), after(3300)).repairs()).isEmpty();
        assertThat(pace.after(VIP, after(3300)).isHeld(VIP.getFirst(), after(3400)))
                .isFalse();
    }

    @Test
    void onePersonsSlipIsToldOneByOneAndAFightOnce() {
        RepairPace<String> pace = RepairPace.starting(INTERVAL);
        for (int time = 1; time <= 5; time++) {
            pace = pace.after(VIP, after(time * 10L));
            assertThat(pace.fresh(VIP)).as("time %d", time).hasSize(time < 3 ? 1 : 0);
            assertThat(pace.newlyContested(VIP)).as("time %d", time).hasSize(time == 3 ? 1 : 0);
            assertThat(pace.contested()).as("time %d", time).isEqualTo(time < 3 ? 0 : 1);
        }
    }

    @Test
    void whatIsRememberedIsBoundedAndTheRestIsRepairedAllTheSame() {
        List<String> many = IntStream.range(0, RepairPace.MOST + 5)
                .mapToObj(Integer::toString)
                .toList();

        RepairPace<String> pace = RepairPace.<String>starting(INTERVAL).after(many, START);

        assertThat(pace.repairs()).hasSize(RepairPace.MOST);
        assertThat(pace.isHeld(many.getLast(), START)).isFalse();
        assertThat(pace.fresh(many)).hasSize(many.size());
    }

    @Test
    void theEventNamesTheFirstFewAndCountsTheRest() {
        List<String> many = IntStream.range(0, 25).mapToObj(it -> "thing-" + it).toList();

        assertThat(ContestRules.notice("ipvs", List.of())).isEmpty();
        assertThat(ContestRules.notice("ipvs", many).map(Notice::message).orElseThrow())
                .contains("thing-0; ", "thing-19", "and 5 more")
                .doesNotContain("thing-20");
    }
}
