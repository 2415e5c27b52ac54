package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.agent.vrrp.testing.VrrpProcess;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A process that is killed, frozen and stopped as a whole, and what it said. */
final class Program {

    private final Process process;
    private final List<String> said = new CopyOnWriteArrayList<>();

    Program(List<String> command) throws IOException {
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofPlatform().daemon(true).start(() -> {
            try (BufferedReader reader = process.inputReader()) {
                reader.lines().forEach(said::add);
            } catch (IOException | java.io.UncheckedIOException ended) {
                said.add("the output ended: " + ended);
            }
        });
    }

    /** Our virtual routers as a process, but for their file. */
    static List<String> java() {
        String classPath = Stream.of(VrrpProcess.class, VrrpMachine.class, LinuxLibrary.class)
                .map(Program::place)
                .collect(Collectors.joining(":"));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xmx64m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                VrrpProcess.class.getName());
    }

    private static String place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    void tell(String line) throws IOException {
        Writer input = process.outputWriter();
        input.write(line + "\n");
        input.flush();
    }

    /** What it said so far, a line each. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** The reasons of its changes of role, for our own. */
    List<String> reasons() {
        return said.stream()
                .filter(line -> line.contains("RoleChanged["))
                .map(line -> line.replaceAll(".*reason=([A-Z_]+).*", "$1"))
                .toList();
    }

    long pid() {
        return process.pid();
    }

    /** SIGKILL, to all of it at once. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /** SIGTERM; keepalived lives on for a second after it has left the role. */
    void ask() {
        process.toHandle().destroy(); // the process's own destroy() closes its output, too
    }

    /** SIGTERM; waits for its end. */
    void stop() {
        ask();
        process.onExit().join();
    }

    /** SIGSTOP or SIGCONT, to all of it. */
    void signal(String name) throws IOException, InterruptedException {
        List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        for (ProcessHandle one : all) {
            new ProcessBuilder("kill", "-" + name, Long.toString(one.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        }
    }
}
