package dev.lvsfleet.benchmarks.ipvs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Other programs of this machine. */
final class Programs {

    private Programs() {}

    static boolean has(String program) {
        return List.of("/usr/sbin", "/sbin", "/usr/bin", "/bin").stream()
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }

    /** Runs one to its end.
     *
     * @return what it printed
     * @throws IOException when it failed; the message has what it printed */
    static String run(Path input, String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int exitCode = process.waitFor();
        if (exitCode != 0) {
            throw new IOException(String.join(" ", command) + ": exit code " + exitCode + ": " + said.strip());
        }
        return said;
    }

    static String run(String... command) throws IOException, InterruptedException {
        return run(Path.of("/dev/null"), command);
    }

    /** The product has no way to do this. */
    static void emptyTheTable() throws IOException, InterruptedException {
        run("ipvsadm", "-C");
    }
}
