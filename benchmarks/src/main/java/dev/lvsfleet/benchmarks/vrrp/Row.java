package dev.lvsfleet.benchmarks.vrrp;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A part of the benchmark that can be run by itself. */
enum Row {
    TAKEOVER("takeover", "from SIGKILL of the Active to the address at the other host"),
    STOP("stop", "from SIGTERM of the Active to the address at the other host"),
    MANY("many", "255 virtual routers on a pair, with full collections and a hog: takeovers that nobody wanted"),
    CPU("cpu", "255 virtual routers at 1 s: processor time"),
    GAP("gap", "a client's longest time without an answer, through a takeover"),
    JVM("jvm", "255 virtual routers under several flags of the JVM; only when asked for");

    final String word;
    final String about;

    Row(String word, String about) {
        this.word = word;
        this.about = about;
    }

    /** All but the last, which compares ours with itself. */
    static List<Row> usual() {
        return Arrays.stream(values()).filter(row -> row != JVM).toList();
    }

    /** @throws IllegalArgumentException when there is no such */
    static Row of(String word) {
        return Arrays.stream(values())
                .filter(row -> row.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no part \"" + word
                        + "\" of bench vrrp; there are "
                        + String.join(
                                ", ",
                                Arrays.stream(values()).map(row -> row.word).toList())));
    }

    void run(Scene scene, Path directory) throws IOException, InterruptedException {
        switch (this) {
            case TAKEOVER -> new TakeoverRow(scene, directory).kills();
            case STOP -> new TakeoverRow(scene, directory).stops();
            case MANY -> new ManyRow(scene, directory).run();
            case CPU -> new ProcessorRow(scene, directory).run();
            case GAP -> new GapRow(scene, directory).run();
            case JVM -> new JvmRow(scene, directory).run();
        }
    }
}
