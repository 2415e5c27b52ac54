package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RealTimeWishTest {

    @Test
    void theSerialCollectorWorksOnTheThreadThatIsAskedFor() {
        assertThat(RealTimeWish.othersThanSerial(List.of("Copy", "MarkSweepCompact")))
                .isEmpty();
    }

    /** The names of JDK 25 with -XX:+UseG1GC, UseParallelGC, UseZGC and UseShenandoahGC. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "G1 Young Generation,G1 Concurrent GC,G1 Old Generation",
                "PS MarkSweep,PS Scavenge",
                "ZGC Minor Cycles,ZGC Minor Pauses,ZGC Major Cycles,ZGC Major Pauses",
                "Shenandoah Pauses,Shenandoah Cycles"
            })
    void withAnotherCollectorThatIsToldAndWhatToDo(String collectors) {
        List<String> names = List.of(collectors.split(",", -1));

        assertThat(RealTimeWish.othersThanSerial(names))
                .hasValueSatisfying(why -> assertThat(why).contains(names).contains("-XX:+UseSerialGC"));
    }

    @Test
    void whoWishesForNothingIsRefusedNothing() {
        assertThat(RealTimeWish.NONE.refusals()).isEmpty();
        assertThatThrownBy(() -> new RealTimeWish(Optional.of(100), false)).hasMessageContaining("1 to 99");
    }
}
