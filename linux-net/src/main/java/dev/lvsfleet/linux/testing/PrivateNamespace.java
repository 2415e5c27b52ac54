package dev.lvsfleet.linux.testing;

import dev.lvsfleet.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;

/**
 * A network namespace that lives as long as a child process, which ends when its input does: it is gone even when this
 * JVM is killed. Takes root.
 */
public final class PrivateNamespace implements AutoCloseable {

    private final Process keeper;

    public PrivateNamespace() throws IOException {
        keeper = new ProcessBuilder("unshare", "--net", "sh", "-c", "ip link set lo up; echo ready; read end").start();
        if (!"ready".equals(keeper.inputReader().readLine())) {
            throw new IOException("no network namespace: "
                    + new String(keeper.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Runs it on a thread that lives in the namespace; a socket it opens stays there. */
    public <T> T inside(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread.ofPlatform().start(() -> {
            try {
                NetworkNamespace.enter(Path.of("/proc/" + keeper.pid() + "/ns/net"));
                result.complete(work.call());
            } catch (Exception | Error failure) {
                result.completeExceptionally(failure);
            }
        });
        return result.join();
    }

    /** Moves one of its links into another namespace. */
    public void give(String link, PrivateNamespace to) {
        ip("link", "set", link, "netns", Long.toString(to.keeper.pid()));
    }

    /** Runs ip(8) in the namespace. */
    public void ip(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "ip";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        run(command);
    }

    /** Runs a program in the namespace; what it said.
     *
     * @throws java.util.concurrent.CompletionException when it failed, with what it said */
    public String run(String... command) {
        return inside(() -> {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + output);
            }
            return output;
        });
    }

    /** The process that keeps it, by which ip(8) names it: {@code ip link set eth0 netns PID}. */
    public long pid() {
        return keeper.pid();
    }

    @Override
    public void close() {
        keeper.destroyForcibly();
    }
}
