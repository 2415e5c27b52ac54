package dev.lvsfleet.lab.host;

/**
 * The run of {@code ./fleet test} that this JVM belongs to. It is written on all that a lab leaves outside its processes,
 * so that the next run can remove what a killed one has left, and nothing of anybody else's.
 */
public final class TestRun {

    private TestRun() {}

    /** The mark that {@code ./fleet} gives all of a checkout's runs; empty outside them. */
    public static String mark() {
        String told = System.getenv("LVSFLEET_TEST_RUN");
        return told == null ? "" : told;
    }
}
