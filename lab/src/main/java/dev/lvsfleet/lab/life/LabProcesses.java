package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;

/** Stops, starts and kills single processes of a running lab. */
public final class LabProcesses {

    private final Lab lab;

    public LabProcesses(Lab lab) {
        this.lab = lab;
    }

    /** Starts it and waits until it is ready; harmless when it runs. */
    public void start(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        lab.processes().start(lab.spec(id), lab.place(id));
    }

    /** Ends it in good order and waits until it has gone; harmless when it does not run. */
    public void stop(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        lab.processes().stop(lab.spec(id), lab.place(id));
    }

    /** Ends it with SIGKILL and waits until it has gone; harmless when it does not run. */
    public void kill(String node, String process) throws IOException, InterruptedException {
        ProcessId id = existing(node, process);
        lab.processes().kill(id, lab.place(id));
    }

    private ProcessId existing(String node, String process) throws IOException {
        ProcessId id = lab.topology().process(node, process);
        if (lab.namespaces().existing().isEmpty()) {
            throw new LabException("The lab \"" + lab.home().name().value() + "\" is not up; ./fleet lab up starts it");
        }
        return id;
    }
}
