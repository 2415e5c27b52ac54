package dev.lvsfleet.health.targets;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class ParkedRecordStoreIT {

    @TempDir
    Path state;

    @Test
    void aRecordIsKeptWholeAndNothingElseIsLeftBeside() throws Exception {
        ParkedRecordStore store = new ParkedRecordStore(state);

        store.park(3, 7, "poison".getBytes(StandardCharsets.UTF_8));
        store.park(3, 7, "poison".getBytes(StandardCharsets.UTF_8));

        assertThat(parked()).isDirectoryContaining("glob:**/probe-targets-3-7");
        assertThat(parked().toFile().list()).hasSize(1);
    }

    @Test
    void ofRecordsParkedInOneMillisecondTheSmallestNameGoes() throws Exception {
        ParkedRecordStore store = new ParkedRecordStore(state);
        FileTime same = FileTime.fromMillis(1_000);
        for (int offset = 100; offset < 100 + ParkedRecordStore.LIMIT; offset++) {
            store.park(0, offset, new byte[0]);
            Files.setLastModifiedTime(parked().resolve("probe-targets-0-" + offset), same);
        }

        store.park(0, 500, new byte[0]);

        assertThat(parked().toFile().list())
                .hasSize(ParkedRecordStore.LIMIT)
                .contains("probe-targets-0-500", "probe-targets-0-101")
                .doesNotContain("probe-targets-0-100");
    }

    private Path parked() {
        return state.resolve("parked");
    }
}
