package dev.lvsfleet.lab.shell;

import dev.lvsfleet.lab.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Runs commands in one node. Thread-safe. */
public interface NodeShell {

    /**
     * Runs a command to its end.
     *
     * @return its exit code; 128 + n when signal n ended it; 127 when there is no such program and 126 when it is not
     *     executable, with a sentence on {@code err}
     */
    int run(List<String> command, Input in, OutputStream out, OutputStream err)
            throws IOException, InterruptedException;

    /**
     * Starts a program in a session of its own that outlives this JVM.
     *
     * @return its process id, as the node's kernel counts
     */
    long start(Launch launch) throws IOException, InterruptedException;

    /** What a command said and how it ended. */
    record Output(int exitCode, String out, String err) {

        /** The output of a command that must not fail. */
        public String orThrow(String what) {
            if (exitCode != 0) {
                throw new LabException(what + ": exit code " + exitCode + ": " + (err.isBlank() ? out : err).strip());
            }
            return out;
        }
    }

    /** Runs a command with no input, keeps what it says, and gives up after the limit. */
    default Output capture(Duration limit, String... command) throws IOException, InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        try {
            int code = new TimeLimit(limit).on(() -> run(List.of(command), new Input.Nothing(), out, err));
            return new Output(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } catch (TimeoutException e) {
            throw new IOException(String.join(" ", command) + ": no end within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw new IOException(String.join(" ", command) + ": " + e.getCause(), e);
        }
    }
}
