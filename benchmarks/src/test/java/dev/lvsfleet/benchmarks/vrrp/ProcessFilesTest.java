package dev.lvsfleet.benchmarks.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProcessFilesTest {

    @Test
    void userAndSystemTimeAreAddedWhateverTheNameHolds() {
        String stat = "42 (a) b (c) S 1 42 42 0 -1 4194560 100 0 0 0 250 50 9 9 20 0 1 0 12345 1000 200";
        assertThat(ProcessFiles.processorTime(stat)).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void residentMemoryIsReadInKilobytes() {
        assertThat(ProcessFiles.residentKilobytes("Name:\tjava\nVmHWM:\t  200 kB\nVmRSS:\t  123 kB\n"))
                .isEqualTo(123);
    }

    @Test
    void aProcessWithoutMemoryIsToldOf() {
        assertThatThrownBy(() -> ProcessFiles.residentKilobytes("Name:\tkthreadd\n"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
