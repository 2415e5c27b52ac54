package dev.lvsfleet.linux.module;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks which modules the kernel has loaded, and loads them as the kernel itself would: through the program that
 * {@code /proc/sys/kernel/modprobe} names. Stateless and thread-safe.
 */
public final class ModuleClient {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,63}");
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Path root;

    public ModuleClient() {
        this(Path.of("/"));
    }

    ModuleClient(Path root) {
        this.root = root;
    }

    /** Whether the module is loaded, or a part of the kernel itself.
     *
     * @throws IllegalArgumentException when it is not the name of a module */
    public boolean isLoaded(String module) {
        String name = checked(module).replace('-', '_');
        // A part of the kernel without parameters has no directory in /sys/module.
        return Files.isDirectory(root.resolve("sys/module").resolve(name)) || isBuiltIn(name);
    }

    /** Whether the module is a part of the kernel itself, so that nobody needs to load it; false too when no list says so.
     *
     * @throws IllegalArgumentException when it is not the name of a module */
    public boolean isBuiltIn(String module) {
        String name = checked(module).replace('-', '_');
        try {
            String release = Files.readString(root.resolve("proc/sys/kernel/osrelease"), StandardCharsets.UTF_8)
                    .strip();
            Path list = root.resolve("lib/modules").resolve(release).resolve("modules.builtin");
            try (Stream<String> lines = Files.lines(list, StandardCharsets.UTF_8)) {
                return lines.anyMatch(line -> line.replace('-', '_').endsWith("/" + name + ".ko"));
            }
        } catch (IOException noSuchList) {
            return false;
        }
    }

    /**
     * Loads the module and what it needs; waits up to ten seconds.
     *
     * @return why it could not, in words; empty when it could, or it was there
     * @throws IllegalArgumentException when it is not the name of a module
     */
    public Optional<String> load(String module) throws InterruptedException {
        List<String> command = List.of(program(), "-q", "--", checked(module));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                    return Optional.of(command.getFirst() + " did not end within " + PATIENCE.toSeconds() + " s");
                }
            } finally {
                process.destroyForcibly();
            }
            return process.exitValue() == 0 || isLoaded(module)
                    ? Optional.empty()
                    : Optional.of(command.getFirst() + " has no module " + module + ", or the kernel refused it");
        } catch (IOException e) {
            return Optional.of("modules cannot be loaded here: " + e.getMessage());
        }
    }

    private String program() {
        try {
            String configured = Files.readString(root.resolve("proc/sys/kernel/modprobe"), StandardCharsets.UTF_8)
                    .strip();
            return configured.isEmpty() ? "/sbin/modprobe" : configured;
        } catch (IOException kernelWithoutModules) {
            return "/sbin/modprobe";
        }
    }

    private static String checked(String module) {
        if (!NAME.matcher(module).matches()) {
            throw new IllegalArgumentException("not the name of a module: '" + module + "'");
        }
        return module;
    }
}
