package dev.lvsfleet.lab.shell;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/** Runs commands on this machine: in one of its network namespaces, or in the host's own. */
public final class LocalShell implements NodeShell {

    private static final File NOTHING = new File("/dev/null");

    private static final File ROOT = new File("/");

    private final List<String> prefix;

    private LocalShell(List<String> prefix) {
        this.prefix = List.copyOf(prefix);
    }

    /** Runs in the namespace this JVM is in. */
    public static LocalShell ofHost() {
        return new LocalShell(List.of());
    }

    /** Runs in a named network namespace. */
    public static LocalShell of(String namespace) {
        return new LocalShell(List.of("ip", "netns", "exec", namespace));
    }

    @Override
    public int run(List<String> command, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(prefixed(command)).redirectInput(NOTHING).start();
        try {
            Thread outputs = Thread.ofVirtual().start(() -> pump(process.getInputStream(), out));
            Thread errors = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err));
            outputs.join();
            errors.join();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    /** A reader that has gone away is not this command's failure: the command sees it as its own broken pipe. */
    private static void pump(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
            to.flush();
        } catch (IOException e) {
            System.Logger log = System.getLogger(LocalShell.class.getName());
            log.log(System.Logger.Level.DEBUG, "output not delivered", e);
        }
    }

    @Override
    public long start(Launch launch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(prefixed(List.of("setsid")));
        builder.command().addAll(launch.command());
        builder.environment().putAll(launch.environment());
        return builder.directory(ROOT)
                .redirectInput(NOTHING)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(launch.log().toFile()))
                .start()
                .pid();
    }

    private List<String> prefixed(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
