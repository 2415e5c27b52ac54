package dev.lvsfleet.lab.server;

import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.process.ProcessSpec;
import dev.lvsfleet.lab.process.ProcessSpec.StopSignal;
import dev.lvsfleet.lab.process.Ready;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The control plane's PostgreSQL, with its data in the node's directory; it refuses to run as root, so it does not. */
final class PostgresServer {

    static final int PORT = 5432;
    static final String USER = "postgres";

    private static final String NOBODY = "65534";
    private static final Duration INITIALISE_LIMIT = Duration.ofSeconds(60);

    private PostgresServer() {}

    static ProcessSpec spec(LabHome home, Node node) {
        Path directory = home.node(node.name()).resolve("postgres");
        Path data = directory.resolve("data");
        return new ProcessSpec(
                new ProcessId(node.name(), Topology.POSTGRES),
                () -> prepare(directory, data),
                asNobody(
                        directory.resolve("bin/postgres").toString(),
                        "-D",
                        data.toString(),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "port=" + PORT,
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "shared_buffers=32MB",
                        "-c",
                        "dynamic_shared_memory_type=mmap"), // in its data directory, not in /dev/shm
                Map.of(),
                new Ready.Accepts(PORT, Duration.ofSeconds(30)),
                StopSignal.INT);
    }

    private static void prepare(Path directory, Path data) throws IOException, InterruptedException {
        if (!Files.exists(directory.resolve("bin/postgres"))) {
            PostgresArchive.unpack(directory);
        }
        if (Files.exists(data.resolve("PG_VERSION"))) {
            return;
        }
        Files.createDirectories(data);
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.setAttribute(data, "unix:uid", Integer.valueOf(NOBODY));
        Files.setAttribute(data, "unix:gid", Integer.valueOf(NOBODY));
        List<String> command = asNobody(
                directory.resolve("bin/initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync");
        LocalShell.ofHost()
                .capture(INITIALISE_LIMIT, command.toArray(String[]::new))
                .orThrow("PostgreSQL's data directory cannot be initialised");
    }

    /** In an IPC namespace of its own, too: however it ends, its System V segment goes with it. */
    private static List<String> asNobody(String... command) {
        List<String> all = new ArrayList<>(
                List.of("unshare", "--ipc", "setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        all.addAll(List.of(command));
        return all;
    }
}
