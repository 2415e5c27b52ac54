package dev.lvsfleet.benchmarks.vrrp;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How much is measured, and where it is told.
 *
 * @param quick fewer runs and shorter windows
 */
record Scene(PrintStream out, boolean quick) {

    private static final Path KEEPALIVED = Path.of("/usr/sbin/keepalived");
    private static final boolean TERMINAL = !"dumb".equals(System.getenv().getOrDefault("TERM", "dumb"));
    private static final String CLEARED = "\r\u001b[K";

    /** Of each contestant. */
    int runs() {
        return quick ? 5 : 20;
    }

    /** In which 255 virtual routers are looked at. */
    Duration window() {
        return Duration.ofSeconds(quick ? 15 : 60);
    }

    /** Those of them that are installed. */
    List<Contestant> contestants(Contestant... wanted) {
        boolean installed = Files.isExecutable(KEEPALIVED);
        if (!installed) {
            say(KEEPALIVED + " is not installed, so it is left out");
        }
        return List.of(wanted).stream()
                .filter(contestant -> installed || contestant.isOurs())
                .toList();
    }

    /** A heading, with what the machine does besides. */
    void begin(Row row) {
        say("");
        say("%s: %s%s; load %s".formatted(row.word, row.about, quick ? " (quick)" : "", ProcessFiles.load()));
    }

    /** What is going on, on one line of a terminal that the next one replaces; beside the figures, which may go to a file. */
    void progress(String what) {
        if (TERMINAL) {
            System.err.print(CLEARED + "  " + what);
            System.err.flush();
        }
    }

    void say(String line) {
        if (TERMINAL) {
            System.err.print(CLEARED);
            System.err.flush();
        }
        out.println(line);
        out.flush();
    }

    /** Ours over keepalived's; a dash when there is nothing to divide by. */
    static String ratio(double ours, double theirs) {
        return theirs > 0 ? "%.2f".formatted(ours / theirs) : "-";
    }
}
