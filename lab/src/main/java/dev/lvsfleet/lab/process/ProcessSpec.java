package dev.lvsfleet.lab.process;

import dev.lvsfleet.lab.topology.ProcessId;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * How one process of the lab is started, known to be ready, and stopped.
 *
 * @param preparation writes its files before each start
 * @param environment added to what it inherits
 * @param stopSignal the signal after which it ends in good order
 */
public record ProcessSpec(
        ProcessId id,
        Preparation preparation,
        List<String> command,
        Map<String, String> environment,
        Ready ready,
        StopSignal stopSignal) {

    /** Makes the files a process needs; done again before each start, so it keeps what is there. */
    @FunctionalInterface
    public interface Preparation {
        void prepare() throws IOException, InterruptedException;
    }

    /** A signal that asks a process to end. */
    public enum StopSignal {
        TERM,
        /** What PostgreSQL calls a fast shutdown; at TERM it would wait for its clients to go first. */
        INT
    }

    public ProcessSpec {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
