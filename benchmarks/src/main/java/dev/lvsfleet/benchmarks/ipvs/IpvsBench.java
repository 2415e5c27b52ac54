package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.life.BareDirector;
import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Boots a director that does nothing else, and runs the measurements in it. */
public final class IpvsBench {

    /** Of its own, so that it takes nobody's lab down. */
    private static final LabName NAME = new LabName("benchipvs");

    /** By SIGKILL, which is what a kernel without memory sends. */
    private static final int KILLED = 128 + 9;

    private final PrintStream out;

    public IpvsBench(PrintStream out) {
        this.out = out;
    }

    /**
     * Prints the figures, and leaves nothing of the director.
     *
     * @param options {@code --quick} or none
     * @throws LabException when the measurements fail
     */
    public void run(List<String> options) throws IOException, InterruptedException {
        try (BareDirector director = BareDirector.boot(NAME)) {
            String agent = Checkout.find().application("director-agent").toString();
            measure(director, "-Xmx512m", options.contains("--quick") ? "quick" : "all");
            measure(director, "-Xmx192m", "memory", agent); // alone, as the guest has a gigabyte
        }
    }

    private void measure(BareDirector director, String heap, String... what) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Checkout.java(),
                heap,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // as the agent runs
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                GuestMain.class.getName(),
                director.temporary().toString()));
        command.addAll(List.of(what));
        int exitCode = director.shell().run(command, new Input.Nothing(), out, System.err);
        if (exitCode != 0) {
            throw new LabException("the measurements (" + what[0] + ", " + heap + ") failed with exit code " + exitCode
                    + (exitCode == KILLED ? ": killed, most likely for want of memory in the guest" : ""));
        }
    }
}
