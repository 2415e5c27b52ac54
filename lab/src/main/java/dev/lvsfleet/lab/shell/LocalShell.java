package dev.lvsfleet.lab.shell;

import dev.lvsfleet.lab.shell.ProgramSearch.Refusal;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs commands on this machine: in one of its network namespaces, or in the host's own. */
public final class LocalShell implements NodeShell {

    private static final System.Logger LOG = System.getLogger(LocalShell.class.getName());

    private static final File NOTHING = new File("/dev/null");

    private static final File ROOT = new File("/");

    private static final int PIECE = 8 * 1024;

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
    public int run(List<String> command, Input in, OutputStream out, OutputStream err)
            throws IOException, InterruptedException {
        Optional<Refusal> refusal = ProgramSearch.ofPath().refusal(command.getFirst());
        if (refusal.isPresent()) {
            err.write((refusal.get().sentence() + "\n").getBytes(StandardCharsets.UTF_8));
            err.flush();
            return refusal.get().exitCode();
        }
        Process process = new ProcessBuilder(prefixed(command))
                .redirectInput(redirect(in))
                .start();
        try {
            feed(process, in);
            Thread outputs = Thread.ofVirtual().start(() -> pump(process.getInputStream(), out));
            Thread errors = Thread.ofVirtual().start(() -> pump(process.getErrorStream(), err));
            outputs.join();
            errors.join();
            return process.waitFor();
        } finally {
            process.destroyForcibly();
        }
    }

    private static Redirect redirect(Input in) {
        return switch (in) {
            case Input.Nothing() -> Redirect.from(NOTHING);
            case Input.Inherited() -> Redirect.INHERIT;
            case Input.Streamed(InputStream _) -> Redirect.PIPE;
        };
    }

    /** On a thread that is not waited for: a command may end without having read its input. */
    private static void feed(Process process, Input in) {
        if (in instanceof Input.Streamed(InputStream from)) {
            Thread.ofPlatform().daemon().start(() -> {
                try (OutputStream to = process.getOutputStream()) {
                    byte[] piece = new byte[PIECE];
                    for (int size = from.read(piece); size >= 0; size = from.read(piece)) {
                        to.write(piece, 0, size);
                        to.flush();
                    }
                } catch (IOException e) {
                    LOG.log(Level.DEBUG, "input not delivered", e);
                }
            });
        }
    }

    /** A reader that has gone away is not this command's failure: the command sees it as its own broken pipe. */
    private static void pump(InputStream from, OutputStream to) {
        try (from) {
            from.transferTo(to);
            to.flush();
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "output not delivered", e);
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
                .redirectOutput(Redirect.appendTo(launch.log().toFile()))
                .start()
                .pid();
    }

    private List<String> prefixed(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }
}
