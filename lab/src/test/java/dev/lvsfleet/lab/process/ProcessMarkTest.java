package dev.lvsfleet.lab.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMarkTest {

    private static final String REST = " 1 42 42 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 987654 0 0";

    @Test
    void aCommandsNameMayHoldAnything() {
        assertThat(ProcessMark.ofStat("42 (a) b (c) S" + REST)).contains(new ProcessMark(42, 987654));
    }

    @Test
    void aZombieHasEnded() {
        assertThat(ProcessMark.ofStat("42 (java) Z" + REST)).isEmpty();
    }

    @Test
    void whatIsWrittenReadsTheSame() {
        ProcessMark mark = new ProcessMark(42, 987654);
        assertThat(ProcessMark.parse(mark.text())).isEqualTo(mark);
    }
}
