package dev.lvsfleet.lab.network;

import dev.lvsfleet.lab.host.TestRun;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.linux.namespace.NetworkNamespace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** The named network namespaces of one lab on this machine. */
public final class Namespaces {

    private static final Path NAMED = Path.of("/run/netns");
    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** With the namespace's name as {@code $1} and the mark as {@code $2}: the mark is there before the name is. */
    private static final String CREATE = "ip link set lo alias \"$2\" && exec ip netns attach \"$1\" $$";

    private final LabName lab;
    private final String testRun;

    public Namespaces(LabName lab) {
        this(lab, TestRun.mark());
    }

    Namespaces(LabName lab, String testRun) {
        this.lab = lab;
        this.testRun = testRun;
    }

    /** The names of those that exist, without the lab's prefix. */
    public List<String> existing() throws IOException {
        if (!Files.isDirectory(NAMED)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(NAMED)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(lab.prefix()))
                    .map(name -> name.substring(lab.prefix().length()))
                    .sorted()
                    .toList();
        }
    }

    public LocalShell shell(String node) {
        return LocalShell.of(lab.namespace(node));
    }

    /** The processes of this machine that are in the node's namespace. */
    public List<Long> processes(String node) throws IOException, InterruptedException {
        return ip("netns", "pids", lab.namespace(node))
                .orThrow("Cannot tell what runs on " + node)
                .lines()
                .map(Long::parseLong)
                .toList();
    }

    public void delete(String node) throws IOException, InterruptedException {
        ip("netns", "del", lab.namespace(node)).orThrow("Cannot delete the namespace of " + node);
    }

    /**
     * Creates the namespaces of these nodes; none of them may exist. The alias of the loopback interface is the mark of the
     * run of the tests that makes them; the launcher reads it.
     */
    void create(List<String> nodes) throws IOException, InterruptedException {
        for (String node : nodes) {
            LocalShell.ofHost()
                    .capture(LIMIT, "unshare", "--net", "sh", "-c", CREATE, "sh", lab.namespace(node), testRun)
                    .orThrow("Cannot create the namespace of " + node);
        }
    }

    /** Gives iproute2 commands to do in the node's namespace; it stops at the first that fails. */
    void batch(String node, List<String> commands) throws IOException, InterruptedException {
        Path script = Files.createTempFile("lvs-fleet-network", ".ip");
        try {
            Files.write(script, commands);
            ip("-n", lab.namespace(node), "-batch", script.toString()).orThrow("Cannot set up the network of " + node);
        } finally {
            Files.delete(script);
        }
    }

    /**
     * Does something, such as opening a socket, in the node's namespace.
     *
     * <p>Only a thread of its own enters, and ends there, so that no other work of this JVM ever runs in the namespace.
     */
    public <T> T inside(String node, Callable<T> work) throws IOException, InterruptedException {
        FutureTask<T> task = new FutureTask<>(() -> {
            NetworkNamespace.enter(NAMED.resolve(lab.namespace(node)));
            return work.call();
        });
        Thread.ofPlatform().daemon().name("in-" + node).start(task);
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IOException("In the network of " + node + ": " + e.getCause(), e);
        }
    }

    private static Output ip(String... arguments) throws IOException, InterruptedException {
        String[] command = Stream.concat(Stream.of("ip"), Stream.of(arguments)).toArray(String[]::new);
        return LocalShell.ofHost().capture(LIMIT, command);
    }
}
