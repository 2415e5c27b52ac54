package dev.lvsfleet.agent.parked;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParkedRecordStoreTest {

    @TempDir
    Path directory;

    @Test
    void aRecordIsKeptByteForByte() throws IOException {
        assertThat(new ParkedRecordStore(directory).park("topic", 3, 17, new byte[] {1, 2, 3}))
                .isTrue();

        assertThat(directory.resolve("parked/topic-3-17")).hasBinaryContent(new byte[] {1, 2, 3});
    }

    @Test
    void ofALargeRecordTheBeginningIsKeptAndTheFileSaysSo() throws IOException {
        byte[] large = new byte[16 << 20];
        Arrays.fill(large, (byte) 'a');

        new ParkedRecordStore(directory).park("topic", 3, 17, large);

        assertThat(Files.readString(directory.resolve("parked/topic-3-17")))
                .startsWith("a".repeat(ParkedRecordStore.KEPT_BYTES))
                .endsWith("a\n[cut: the record has 16777216 bytes, and these are the first 65536]\n");
        assertThat(directory.resolve("parked/topic-3-17"))
                .satisfies(it -> assertThat(Files.size(it)).isLessThan(ParkedRecordStore.KEPT_BYTES + 100L));
    }

    @Test
    void theSameRecordMetAgainIsNotNews() throws IOException {
        new ParkedRecordStore(directory).park("topic", 3, 17, new byte[] {1});

        assertThat(new ParkedRecordStore(directory).park("topic", 3, 17, new byte[] {1}))
                .isFalse();
    }

    @Test
    void onlyTheNewestHundredStay() throws IOException {
        ParkedRecordStore store = new ParkedRecordStore(directory);
        for (int offset = 0; offset < ParkedRecordStore.LIMIT; offset++) {
            store.park("topic", 0, offset, new byte[] {1});
            Files.setLastModifiedTime(
                    directory.resolve("parked/topic-0-" + offset), FileTime.fromMillis(1000L * offset));
        }

        store.park("topic", 0, 1000, new byte[] {1});

        try (Stream<Path> files = Files.list(directory.resolve("parked"))) {
            assertThat(files).hasSize(ParkedRecordStore.LIMIT);
        }
        assertThat(directory.resolve("parked/topic-0-0")).doesNotExist();
        assertThat(directory.resolve("parked/topic-0-1000")).exists();
    }
}
