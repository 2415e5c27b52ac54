package dev.lvsfleet.agent.baseline;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The TCP connections of the calling thread's network namespace, from {@code /proc}. */
final class TcpTableClient {

    private static final Path NET = Path.of("/proc/thread-self/net");

    /** Those of the addresses that a connection uses; nothing is read when there are none to look for. */
    Set<InetAddress> inUse(Set<InetAddress> addresses) throws IOException {
        Set<InetAddress> used = new HashSet<>();
        if (!addresses.isEmpty()) {
            for (String table : List.of("tcp", "tcp6")) {
                collect(NET.resolve(table), addresses, used);
            }
        }
        return used;
    }

    private static void collect(Path table, Set<InetAddress> addresses, Set<InetAddress> used) throws IOException {
        if (!Files.exists(table)) {
            return; // a kernel without IPv6
        }
        try (BufferedReader lines = Files.newBufferedReader(table)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                TcpTableRules.inUse(line).filter(addresses::contains).ifPresent(used::add);
            }
        }
    }
}
