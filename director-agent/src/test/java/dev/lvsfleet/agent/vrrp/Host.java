package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One host on a {@link Wire}, and the programs that run on it. */
final class Host implements AutoCloseable {

    final int last;
    private final PrivateNamespace namespace;
    private final Path directory;
    private final AddressClient addresses;
    private final List<Program> programs = new ArrayList<>();

    Host(PrivateNamespace namespace, int last, Path directory) {
        this.namespace = namespace;
        this.last = last;
        this.directory = directory;
        this.addresses = namespace.inside(AddressClient::open);
    }

    PrivateNamespace namespace() {
        return namespace;
    }

    boolean holds(InetAddress address) {
        return addresses.addresses().stream().anyMatch(it -> it.address().equals(address));
    }

    /** Our virtual routers as a process, from these lines of a router file. */
    Program ours(Map<String, String> file, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(Program.java());
        command.add(write(file).toString());
        command.addAll(List.of(arguments));
        return started(command);
    }

    /** A router file for {@code configure}. */
    Path write(Map<String, String> file) throws IOException {
        Path path = Files.createTempFile(directory, "routers" + last, ".properties");
        StringBuilder text = new StringBuilder();
        file.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
        return Files.writeString(path, text);
    }

    /** keepalived, its VRRP part only. */
    Program keepalived(String configuration) throws IOException {
        Path file = Files.createTempFile(directory, "keepalived" + last, ".conf");
        Files.writeString(file, configuration);
        return started(List.of(
                "keepalived",
                "--vrrp",
                "--dont-fork",
                "--dont-respawn",
                "--log-console",
                "--use-file",
                file.toString(),
                "--pid",
                file + ".pid",
                "--vrrp_pid",
                file + ".vrrp.pid"));
    }

    private Program started(List<String> command) {
        Program program = namespace.inside(() -> new Program(command));
        programs.add(program);
        return program;
    }

    @Override
    public void close() {
        programs.forEach(Program::kill);
        addresses.close();
        namespace.close();
    }
}
