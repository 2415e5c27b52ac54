package dev.lvsfleet.agent.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TrafficCounters;
import dev.lvsfleet.ipvs.TransportProtocol;
import java.net.InetAddress;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterRulesTest {

    private static final ServiceKey WEB =
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("192.168.148.161"), 80);
    private static final Carrier SERVER =
            new Carrier(WEB, new DestinationKey(InetAddress.ofLiteral("192.168.148.132"), 80));

    private static final CounterRules.Kept SERVER_STAYS = new CounterRules.Kept(SERVER::equals, 0);

    private static TrafficCounters counted(long value) {
        return new TrafficCounters(value, value, value, value, value);
    }

    private static Map<Carrier, Track> read(Map<Carrier, Track> before, long value, boolean wide) {
        return CounterRules.step(before, reading(Map.of(SERVER, counted(value)), wide), SERVER_STAYS);
    }

    /** Of a kernel in which nothing was there when the agent started. */
    private static CounterRules.Counted reading(Map<Carrier, TrafficCounters> counters, boolean wide) {
        return new CounterRules.Counted(counters, _ -> counted(0), wide);
    }

    private static TrafficCounters total(Map<Carrier, Track> tracks) {
        return Objects.requireNonNull(tracks.get(SERVER)).total();
    }

    @Test
    void whatCameWhileTheAgentRanCountsFromItsFirstConnection() {
        assertThat(total(read(Map.of(), 100, true))).isEqualTo(counted(100));
    }

    @Test
    void whatWasThereWhenTheAgentStartedCountsFromThere() {
        CounterRules.Counted first = new CounterRules.Counted(Map.of(SERVER, counted(100)), _ -> counted(100), true);
        Map<Carrier, Track> tracks = CounterRules.step(Map.of(), first, SERVER_STAYS);

        assertThat(total(tracks)).isEqualTo(counted(0));
        assertThat(total(read(tracks, 130, true))).isEqualTo(counted(30));
    }

    @Test
    void anEntryThatBelongsToNothingAnyMoreGoesOnIfItComesBackWhileThereIsRoom() {
        Map<Carrier, Track> away = CounterRules.step(
                read(Map.of(), 100, true), reading(Map.of(), true), new CounterRules.Kept(_ -> false, 1));

        assertThat(total(read(away, 30, true))).isEqualTo(counted(130));
    }

    @Test
    void whatIsAddedIsAdded() {
        assertThat(total(read(read(Map.of(), 100, true), 150, true))).isEqualTo(counted(150));
    }

    @Test
    void anEntryThatWasAddedAgainCountsOnFromWhatItHadBefore() {
        assertThat(total(read(read(Map.of(), 100, true), 30, true))).isEqualTo(counted(130));
    }

    @Test
    void anEntryThatWasAwayForAReadingCountsOnToo() {
        Map<Carrier, Track> away = CounterRules.step(read(Map.of(), 100, true), reading(Map.of(), true), SERVER_STAYS);

        assertThat(total(read(away, 30, true))).isEqualTo(counted(130));
    }

    @Test
    void anEntryThatComesBackOutOfTheTrashGoesOnWhereItStood() {
        Map<Carrier, Track> away = CounterRules.step(read(Map.of(), 100, true), reading(Map.of(), true), SERVER_STAYS);

        assertThat(total(read(away, 110, true))).isEqualTo(counted(110));
    }

    @Test
    void anEntryThatNobodyKeepsIsForgotten() {
        assertThat(CounterRules.step(
                        read(Map.of(), 100, true), reading(Map.of(), true), new CounterRules.Kept(_ -> false, 0)))
                .isEmpty();
    }

    @Test
    void onAnOldKernelEverythingButTheBytesWrapsAt32Bits() {
        long top = (1L << 32) - 10;
        Map<Carrier, Track> before =
                CounterRules.step(Map.of(), reading(Map.of(SERVER, counted(top)), false), SERVER_STAYS);
        TrafficCounters wrapped = new TrafficCounters(5, 5, 5, top + 15, top + 15);

        TrafficCounters total = total(CounterRules.step(before, reading(Map.of(SERVER, wrapped), false), SERVER_STAYS));

        assertThat(total).isEqualTo(counted(top + 15));
    }

    @Test
    void onANewKernelNothingWraps() {
        long top = (1L << 32) - 10;

        assertThat(total(read(read(Map.of(), top, true), 5, true))).isEqualTo(counted(top + 5));
    }

    @Test
    void noHistoryOfReAddsEverMakesATotalFall() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Map<Carrier, Track> tracks = Map.of();
            long kernel = 0;
            long truth = 0;
            for (int reading = 0; reading < 50; reading++) {
                boolean addedAgain = random.nextInt(5) == 0 && kernel > 0;
                long carried = random.nextInt(addedAgain ? (int) Math.min(kernel, 1_000) : 1_000);
                kernel = addedAgain ? carried : kernel + carried;
                truth += carried;
                tracks = read(tracks, kernel, true);
                assertThat(total(tracks))
                        .as("seed %d, reading %d", seed, reading)
                        .isEqualTo(counted(truth));
            }
        }
    }
}
