package dev.lvsfleet.lab.life;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Tells the person who waits what has been done so far, with the time since the start. Thread-safe. */
public final class Progress {

    private final PrintStream out;
    private final long start = System.nanoTime();

    public Progress(PrintStream out) {
        this.out = out;
    }

    public void say(String sentence) {
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, sentence));
    }

    void done(String step) {
        say(step);
    }

    void failed(String step) {
        say(step + ": FAILED");
    }
}
