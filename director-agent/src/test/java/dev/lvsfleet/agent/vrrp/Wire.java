package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Hosts on one switch, each in a network namespace of its own: .130, .131 and so on, of IPv4 and IPv6. Takes root. */
final class Wire implements AutoCloseable {

    private static final int FIRST = 130;

    private final PrivateNamespace middle;
    private final List<Host> hosts = new ArrayList<>();

    Wire(int count, Path directory) throws IOException {
        middle = new PrivateNamespace();
        middle.ip("link", "add", "name", "br0", "type", "bridge", "mcast_snooping", "0");
        middle.ip("link", "set", "br0", "up");
        for (int i = 0; i < count; i++) {
            hosts.add(host(i, directory));
        }
    }

    private Host host(int number, Path directory) throws IOException {
        PrivateNamespace namespace = new PrivateNamespace();
        String port = port(number);
        int last = FIRST + number;
        middle.ip("link", "add", "name", port, "type", "veth", "peer", "name", "eth0");
        middle.give("eth0", namespace);
        middle.ip("link", "set", port, "master", "br0", "up");
        namespace.ip("link", "set", "eth0", "addrgenmode", "none");
        namespace.ip("link", "set", "eth0", "up");
        namespace.ip("addr", "add", "192.0.2." + last + "/24", "dev", "eth0");
        namespace.ip("addr", "add", "fe80::" + last + "/64", "dev", "eth0", "nodad");
        namespace.ip("addr", "add", "2001:db8::" + last + "/64", "dev", "eth0", "nodad");
        return new Host(namespace, last, directory);
    }

    Host host(int number) {
        return hosts.get(number);
    }

    /** Takes a host's cable out, or puts it back. */
    void plug(int number, boolean in) {
        middle.ip("link", "set", port(number), in ? "up" : "down");
    }

    /** Takes a host's port out of the switch, which the host does not see; or puts it back. */
    void partition(int number, boolean apart) {
        if (apart) {
            middle.ip("link", "set", port(number), "nomaster");
        } else {
            middle.ip("link", "set", port(number), "master", "br0");
        }
    }

    /** Writes down what goes in and out at a host's port. */
    Capture capture(int number, Path file) {
        return middle.inside(() -> new Capture(port(number), file));
    }

    private static String port(int number) {
        return "port" + number;
    }

    @Override
    public void close() {
        hosts.forEach(Host::close);
        middle.close();
    }

    /** tcpdump at work. */
    static final class Capture implements AutoCloseable {

        private final Process process;
        private final Path file;

        Capture(String port, Path file) throws IOException {
            this.file = file;
            process = new ProcessBuilder("tcpdump", "-i", port, "-U", "-s", "0", "-Z", "root", "-w", file.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = process.inputReader().readLine();
            if (said == null || !said.contains("listening on")) {
                process.destroy();
                throw new IOException("tcpdump does not listen: " + said);
            }
        }

        /** Ends it, and has tshark read it: a line for each frame that the filter lets through. */
        List<String> read(String filter, String... fields) throws IOException, InterruptedException {
            close();
            List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", file.toString(), "-Y", filter));
            if (fields.length > 0) {
                command.addAll(List.of("-T", "fields"));
                for (String field : fields) {
                    command.addAll(List.of("-e", field));
                }
            }
            Process tshark = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            List<String> lines = tshark.inputReader().lines().toList();
            if (tshark.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": exit code " + tshark.exitValue());
            }
            return lines;
        }

        @Override
        public void close() {
            process.destroy();
            try {
                process.waitFor(5, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
