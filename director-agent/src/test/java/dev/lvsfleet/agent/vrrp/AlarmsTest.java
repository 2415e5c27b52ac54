package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmsTest {

    @Test
    void ofTwoTheEarlierRingsFirstAlsoWhereTheClockWraps() {
        Alarms alarms = new Alarms();
        Alarm late = new Alarm(AlarmsTest::nothing);
        Alarm early = new Alarm(AlarmsTest::nothing);
        alarms.set(late, Long.MIN_VALUE + 5);
        alarms.set(early, Long.MAX_VALUE - 5);

        assertThat(alarms.untilNext(Long.MAX_VALUE - 10, 100)).isEqualTo(5);
        assertThat(alarms.due(Long.MAX_VALUE - 6)).isNull();
        assertThat(alarms.due(Long.MAX_VALUE)).isSameAs(early);
        assertThat(alarms.due(Long.MAX_VALUE)).isNull();
        assertThat(alarms.due(Long.MIN_VALUE + 5)).isSameAs(late);
        assertThat(alarms.untilNext(0, 100)).isEqualTo(100);
    }

    /** Against a plain map, 200 random lives. */
    @Test
    void whatIsSetAndCancelledRingsAsItWouldFromAList() {
        for (long seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            Alarms alarms = new Alarms();
            List<Alarm> all = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                all.add(new Alarm(AlarmsTest::nothing));
            }
            Map<Alarm, Long> set = new HashMap<>();
            for (long now = 0; now < 300; now++) {
                Alarm alarm = all.get(random.nextInt(all.size()));
                if (random.nextInt(4) == 0) {
                    alarms.cancel(alarm);
                    set.remove(alarm);
                } else {
                    long at = now + random.nextInt(60);
                    alarms.set(alarm, at);
                    set.put(alarm, at);
                }
                List<Long> expected = new ArrayList<>();
                long moment = now;
                set.values().stream()
                        .filter(at -> at <= moment)
                        .sorted(Comparator.naturalOrder())
                        .forEach(expected::add);
                set.values().removeIf(at -> at <= moment);
                List<Long> rang = new ArrayList<>();
                for (Alarm due = alarms.due(now); due != null; due = alarms.due(now)) {
                    rang.add(due.at);
                }
                assertThat(rang).as("seed %d at %d", seed, now).isEqualTo(expected);
            }
        }
    }

    private static void nothing() {}
}
