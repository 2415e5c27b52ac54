package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.gateway.GatewayDoors;
import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.time.Duration;

/**
 * Ends every process of a lab and removes its namespaces, with all links and taps in them.
 *
 * <p>It goes by what the kernel says is in the lab's namespaces, not by what the lab remembers, so it also cleans up after
 * a command that was killed.
 */
public final class LabSweep {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Lab lab;

    public LabSweep(Lab lab) {
        this.lab = lab;
    }

    /** Does nothing when nothing is there. */
    public void run() throws IOException, InterruptedException {
        if (java.nio.file.Files.isDirectory(lab.home().directory())) {
            lab.processes().kill(GatewayDoors.ID, lab.gatewayPlace());
        }
        for (String node : lab.namespaces().existing()) {
            if (!ProcessControl.await(LIMIT, () -> killAll(node))) {
                throw new LabException("Some processes on " + node + " do not end: "
                        + lab.namespaces().processes(node));
            }
            lab.namespaces().delete(node);
        }
    }

    /** Again until none is left: a process may start another while it is being killed. */
    private boolean killAll(String node) {
        try {
            var processes = lab.namespaces().processes(node);
            processes.forEach(pid -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
            return processes.isEmpty();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
