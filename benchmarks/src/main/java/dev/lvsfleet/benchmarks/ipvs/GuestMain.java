package dev.lvsfleet.benchmarks.ipvs;

import java.nio.file.Path;
import java.util.List;

/** Runs the measurements where it is started: as root, where the IPVS table may be emptied. */
public final class GuestMain {

    private GuestMain() {}

    /** The arguments are a directory to write in, the agent's jar and, perhaps, {@code --quick}: without peers. */
    public static void main(String[] arguments) throws Exception {
        Measurements measurements = new Measurements(Path.of(arguments[0]), System.out);
        measurements.run(Path.of(arguments[1]), !List.of(arguments).contains("--quick"));
    }
}
