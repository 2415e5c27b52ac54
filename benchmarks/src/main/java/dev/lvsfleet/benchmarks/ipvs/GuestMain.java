package dev.lvsfleet.benchmarks.ipvs;

import java.nio.file.Path;

/** Runs the measurements where it is started: as root, where the IPVS table may be emptied. */
public final class GuestMain {

    private GuestMain() {}

    /**
     * The arguments are a directory to write in and what to measure: {@code all}, {@code quick} (without peers), or
     * {@code memory} and the agent's jar.
     */
    public static void main(String[] arguments) throws Exception {
        Measurements measurements = new Measurements(Path.of(arguments[0]), System.out);
        switch (arguments[1]) {
            case "all" -> measurements.run(true);
            case "quick" -> measurements.run(false);
            case "memory" -> measurements.memory(Path.of(arguments[2]));
            default -> throw new IllegalArgumentException("nothing is called " + arguments[1]);
        }
    }
}
