package dev.lvsfleet.agent.parked;

import dev.lvsfleet.agent.file.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Keeps the bytes of records that were not understood, at most 100, the newest, as {@code topic-partition-offset}, and of a
 * large one its beginning, as the control plane does: whoever sends nonsense must not fill the disk.
 *
 * <p>A record is met again at every start of the agent, when its topic is read from the beginning; it is the same file
 * then. Thread-safe.
 */
public final class ParkedRecordStore {

    public static final int LIMIT = 100;
    /** As the control plane keeps. */
    static final int KEPT_BYTES = 64 << 10;

    private final Path directory;

    public ParkedRecordStore(Path stateDirectory) {
        this.directory = stateDirectory.resolve("parked");
    }

    /** Keeps a record and lets the oldest go when there are too many; whether it was not there before.
     *
     * @throws IOException when it cannot be kept */
    public synchronized boolean park(String topic, int partition, long offset, byte[] content) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(topic + "-" + partition + "-" + offset);
        if (Files.exists(file)) {
            return false;
        }
        // Half of one would never be written again: it would count as kept.
        new AtomicFile(file).write(kept(content));
        trim();
        return true;
    }

    private static byte[] kept(byte[] content) {
        if (content.length <= KEPT_BYTES) {
            return content;
        }
        byte[] note = ("\n[cut: the record has " + content.length + " bytes, and these are the first " + KEPT_BYTES
                        + "]\n")
                .getBytes(StandardCharsets.UTF_8);
        byte[] kept = Arrays.copyOf(content, KEPT_BYTES + note.length);
        System.arraycopy(note, 0, kept, KEPT_BYTES, note.length);
        return kept;
    }

    private void trim() throws IOException {
        List<Path> newestFirst;
        try (Stream<Path> files = Files.list(directory)) {
            newestFirst = files.sorted(Comparator.comparing(ParkedRecordStore::writtenAt)
                            .thenComparing(Path::toString)
                            .reversed())
                    .toList();
        }
        for (Path old : newestFirst.stream().skip(LIMIT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    private static FileTime writtenAt(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
