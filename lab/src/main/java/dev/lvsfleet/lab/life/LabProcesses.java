package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;

/** Stops, starts and kills single processes of a running lab. */
public final class LabProcesses {

    private final Lab lab;

    public LabProcesses(Lab lab) {
        this.lab = lab;
    }

    /** Starts it and waits until it is ready; harmless when it runs. Returns whether it did not. */
    public boolean start(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        return lab.processes().start(lab.spec(id), lab.place(id));
    }

    /** Ends it in good order and waits until it has gone; harmless when it does not run. Returns whether it ran. */
    public boolean stop(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        return lab.processes().stop(lab.spec(id), lab.place(id));
    }

    /** Ends it with SIGKILL and waits until it has gone; harmless when it does not run. Returns whether it ran. */
    public boolean kill(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        return lab.processes().kill(id, lab.place(id));
    }

    private ProcessId existing(String node, String process) throws IOException {
        ProcessId id = lab.topology().process(node, process);
        lab.requireUp();
        return id;
    }
}
