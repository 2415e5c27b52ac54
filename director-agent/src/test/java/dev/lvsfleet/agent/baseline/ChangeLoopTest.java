package dev.lvsfleet.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ChangeLoopTest {

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger rings = new AtomicInteger();

    /** An ear that hears these, then is lost; the last word is said for ever. */
    private static final class ScriptedEar implements Ear {
        private final Queue<Heard> script;
        private final CountDownLatch end;

        ScriptedEar(CountDownLatch end, Heard... script) {
            this.script = new ArrayDeque<>(List.of(script));
            this.end = end;
        }

        @Override
        public Heard next() {
            Heard heard = script.poll();
            if (heard == null) {
                end.countDown();
                throw new IllegalStateException("lost by the test");
            }
            return heard;
        }

        @Override
        public void close() {}
    }

    @Test
    void thatNothingIsHeardIsToldOnceAndAgainAfterSomethingWas() {
        AtomicInteger opened = new AtomicInteger();
        CountDownLatch third = new CountDownLatch(3);
        ChangeLoop loop = new ChangeLoop(
                () -> switch (opened.incrementAndGet()) {
                    case 1, 2 -> new ScriptedEar(third);
                    default -> new ScriptedEar(third, Heard.CHANGE, Heard.NOTHING);
                },
                rings::incrementAndGet,
                told::add);
        loop.start();
        try {
            await().until(() -> third.getCount() == 0 && told.size() >= 3);
        } finally {
            loop.stop();
        }

        assertThat(told.subList(0, 3))
                .extracting(Notice::kind)
                .containsExactly(Kind.FINDING, Kind.FINDING_GONE, Kind.FINDING);
        assertThat(told.getFirst().message()).contains("lost by the test", "at the resync only");
        assertThat(rings).hasValueGreaterThanOrEqualTo(4); // once for each ear, and for the change
    }
}
