package dev.lvsfleet.agent.listening;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class ChannelWatchTest {

    private static final TopicPartition FIRST = new TopicPartition("lvs.lab.verdicts.v1", 0);
    private static final TopicPartition SECOND = new TopicPartition("lvs.lab.verdicts.v1", 1);

    private final List<Notice> told = new ArrayList<>();
    private final ChannelWatch watch = new ChannelWatch("verdicts", told::add, 0);

    @Test
    void aPartitionThatStandsBeforeRecordsIsToldOnceAndWhenItGetsOnAgain() {
        for (int at = 5; at <= 60; at += 5) {
            look(at, new Place(7, 0, false), new Place(17, 3, false));
        }

        assertThat(watch.fault()).hasValue("what is there is not read: lvs.lab.verdicts.v1-1 at offset 17");
        assertThat(watch.ageSeconds(TimeUnit.SECONDS.toNanos(60))).isEqualTo(55);
        assertThat(told).singleElement().satisfies(it -> {
            assertThat(it.kind()).isEqualTo(Kind.FINDING);
            assertThat(it.subject()).isEqualTo("verdicts");
        });

        look(65, new Place(7, 0, false), new Place(18, 2, false));

        assertThat(watch.fault()).isEmpty();
        assertThat(told).extracting(Notice::kind).containsExactly(Kind.FINDING, Kind.FINDING_GONE);
    }

    @Test
    void whoHasReadEverythingOrGetsOnOrPausesIsWell() {
        for (int at = 5; at <= 120; at += 5) {
            look(at, new Place(7, 0, false), new Place(17 + at, 3, false));
        }
        for (int at = 125; at <= 240; at += 5) {
            look(at, new Place(7, 3, true), new Place(17, 0, false));
        }

        assertThat(watch.fault()).isEmpty();
        assertThat(told).isEmpty();
    }

    @Test
    void aBrokerThatIsAwayIsNoFault() {
        look(5, new Place(7, 3, false), new Place(17, 3, false));
        for (int at = 10; at <= 120; at += 5) {
            watch.look(Map.of(), TimeUnit.SECONDS.toNanos(at));
        }

        assertThat(told).isEmpty();
    }

    @Test
    void aChannelThatDoesNotAnswerIsAFaultToo() {
        watch.unanswered("it has no consumer", TimeUnit.SECONDS.toNanos(5));
        assertThat(told).isEmpty();

        watch.unanswered("it has no consumer", TimeUnit.SECONDS.toNanos(31));
        assertThat(watch.fault()).hasValue("it has no consumer");
    }

    private void look(int seconds, Place first, Place second) {
        watch.look(Map.of(FIRST, first, SECOND, second), TimeUnit.SECONDS.toNanos(seconds));
    }
}
