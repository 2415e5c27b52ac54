package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceEntry;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.lab.process.ProcessControl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/** keepalived without health checks: it loads a file at its start, and again at SIGHUP. What it did shows in the table. */
final class KeepalivedPeer implements AutoCloseable {

    static final String NAME = "keepalived";

    private static final Duration LIMIT = Duration.ofMinutes(5);

    private final Path directory;
    private final IpvsClient client;
    private final Process process;

    private KeepalivedPeer(Path directory, IpvsClient client) throws IOException {
        this.directory = directory;
        this.client = client;
        this.process = new ProcessBuilder(
                        "keepalived",
                        "--check",
                        "--dont-fork",
                        "--dont-respawn",
                        "--log-console",
                        "--use-file",
                        file(directory).toString(),
                        "--pid",
                        directory.resolve("keepalived.pid").toString(),
                        "--checkers_pid",
                        directory.resolve("checkers.pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("keepalived.log").toFile())
                .start();
    }

    /** Writes its file, which is not part of what is measured. */
    static void configure(Path directory, IpvsTable table) throws IOException {
        StringBuilder text = new StringBuilder();
        table.services().values().forEach(entry -> append(text, entry));
        Files.writeString(file(directory), text);
    }

    /** Starts it, and waits until the table is what its file says. */
    static KeepalivedPeer started(Path directory, IpvsClient client, Workload workload, IpvsTable table)
            throws IOException, InterruptedException {
        KeepalivedPeer peer = new KeepalivedPeer(directory, client);
        peer.await(table, workload.last());
        return peer;
    }

    /** Has it load its file again, and waits until the table is what that says. */
    void reload(IpvsTable table, ServiceKey first) throws IOException, InterruptedException {
        Programs.run("kill", "-HUP", Long.toString(process.pid()));
        await(table, first);
    }

    /** Looks at one service, which is cheap, until that is as it should be, and only then at the others. */
    private void await(IpvsTable table, ServiceKey first) throws InterruptedException, IOException {
        ServiceEntry wanted = Objects.requireNonNull(table.services().get(first));
        boolean done = ProcessControl.await(
                LIMIT,
                () -> wanted.equals(client.dump(first).table().services().get(first))
                        && client.dump().table().equals(table));
        if (!done) {
            throw new IOException("keepalived did not make the table within " + LIMIT.toSeconds() + " s; it said: "
                    + Files.readString(directory.resolve("keepalived.log")));
        }
    }

    /** At once: asked to end, it would take its services out one by one. */
    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    private static Path file(Path directory) {
        return directory.resolve("keepalived.conf");
    }

    private static void append(StringBuilder text, ServiceEntry entry) {
        ServiceKey.Endpoint endpoint = (ServiceKey.Endpoint) entry.service().key();
        text.append("virtual_server ").append(endpoint.address().getHostAddress());
        text.append(' ').append(endpoint.port()).append(" {\n lb_algo wrr\n lb_kind DR\n protocol TCP\n");
        for (Destination destination : entry.destinations().values()) {
            text.append(" real_server ").append(destination.key().address().getHostAddress());
            text.append(' ').append(destination.key().port()).append(" {\n  weight ");
            text.append(destination.weight()).append("\n }\n");
        }
        text.append("}\n");
    }
}
