package dev.lvsfleet.lab.endtoend;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the director's kernel has, as {@code ipvsadm} shows it. */
record KernelTable(RunningLab lab) {

    /**
     * A connection, or a template of persistence: its client's port is 0.
     *
     * @param client address and port
     * @param virtual address and port, or a firewall mark
     * @param destination address and port
     */
    record Connection(String protocol, String state, String client, String virtual, String destination) {

        private static Connection of(String line) {
            List<String> words = Arrays.asList(line.strip().split(" +", -1));
            return new Connection(words.get(0), words.get(2), words.get(3), words.get(4), words.get(5));
        }

        boolean isTemplate() {
            return client.endsWith(":0");
        }

        String clientAddress() {
            return client.substring(0, client.lastIndexOf(':'));
        }
    }

    /**
     * The real servers of a service with their weights; none when the service is not there.
     *
     * @param service as {@code ipvsadm} names it: {@code -t 192.168.148.161:80}, {@code -f 7}
     */
    Map<String, Integer> weights(String service) throws IOException, InterruptedException {
        return lab.ipvs("-Sn")
                .lines()
                .filter(line -> line.startsWith("-a " + service + " "))
                .map(line -> Arrays.asList(line.split(" +", -1)))
                .collect(Collectors.toMap(words -> after("-r", words), words -> Integer.parseInt(after("-w", words))));
    }

    /** The line of the service itself, with scheduler and persistence; empty when it is not there. */
    String settings(String service) throws IOException, InterruptedException {
        return lab.ipvs("-Sn")
                .lines()
                .filter(line -> line.startsWith("-A " + service + " "))
                .collect(Collectors.joining());
    }

    /** The entries of the connection table that lead to that virtual address, with or without a port. */
    List<Connection> connections(String virtual) throws IOException, InterruptedException {
        return lab.ipvs("-Lnc")
                .lines()
                .skip(2)
                .map(Connection::of)
                .filter(connection -> connection.virtual().startsWith(virtual))
                .toList();
    }

    private static String after(String option, List<String> words) {
        return words.get(words.indexOf(option) + 1);
    }
}
