package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Our virtual routers beside keepalived's, in turn on the same machine. Takes root. */
public final class VrrpBench {

    private final PrintStream out;

    public VrrpBench(PrintStream out) {
        this.out = out;
    }

    /** Prints the figures.
     *
     * @param options {@code --quick} or not, then {@code --only} and the name of a part or not
     * @throws IllegalArgumentException when they are others */
    public void run(List<String> options) throws IOException, InterruptedException {
        Scene scene = new Scene(out, options.contains("--quick"));
        List<Row> rows = rows(options);
        Path directory = Files.createTempDirectory("lvs-fleet-bench-vrrp");
        try {
            for (Row row : rows) {
                scene.begin(row);
                row.run(scene, directory);
            }
        } finally {
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(Comparator.reverseOrder()).forEach(VrrpBench::delete);
            }
        }
    }

    static List<Row> rows(List<String> options) {
        List<String> words =
                options.stream().filter(word -> !word.equals("--quick")).toList();
        if (words.isEmpty()) {
            return Row.usual();
        }
        if (words.size() == 2 && words.getFirst().equals("--only")) {
            return List.of(Row.of(words.getLast()));
        }
        throw new IllegalArgumentException("bench vrrp takes --quick, and --only with the name of a part.");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
