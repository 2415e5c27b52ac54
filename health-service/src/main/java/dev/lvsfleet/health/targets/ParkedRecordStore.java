package dev.lvsfleet.health.targets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the newest records that were not understood, one file each, so that somebody can look at them. Not thread-safe. */
final class ParkedRecordStore {

    static final int LIMIT = 100;

    private final Path directory;

    ParkedRecordStore(Path stateDirectory) {
        this.directory = stateDirectory.resolve("parked");
    }

    /** Writes the record, and removes the oldest beyond {@link #LIMIT}; the same record again replaces itself, and half of one never counts. */
    void park(int partition, long offset, byte[] value) throws IOException {
        Files.createDirectories(directory);
        Path whole = directory.resolve("probe-targets-" + partition + "-" + offset);
        Path partial = directory.resolve(whole.getFileName() + ".partial");
        Files.write(partial, value);
        Files.move(partial, whole, StandardCopyOption.ATOMIC_MOVE);
        List<Path> newestFirst;
        try (Stream<Path> files = Files.list(directory)) {
            newestFirst = files.sorted(Comparator.comparingLong(ParkedRecordStore::writtenAt)
                            .thenComparing(Path::toString)
                            .reversed())
                    .toList();
        }
        for (Path old : newestFirst.stream().skip(LIMIT).toList()) {
            Files.deleteIfExists(old);
        }
    }

    private static long writtenAt(Path file) {
        return file.toFile().lastModified();
    }
}
