package dev.lvsfleet.lab.endtoend;

import static org.awaitility.Awaitility.await;

import dev.lvsfleet.lab.shell.NodeShell.Output;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;

/** The two directors of a lab, by what their kernels say and not by what they say of themselves. */
record Directors(RunningLab lab) {

    static final String FIRST = "director-1";
    static final String SECOND = "director-2";

    private static final Duration BOUND = Duration.ofSeconds(20);

    /** Who has that address on the interface, of all that can be asked. */
    List<String> holding(String address) throws IOException, InterruptedException {
        List<String> holders = new ArrayList<>();
        for (String node : List.of(FIRST, SECOND)) {
            if (holds(node, address)) {
                holders.add(node);
            }
        }
        return holders;
    }

    boolean holds(String node, String address) throws IOException, InterruptedException {
        Output addresses = lab.exec(node, "ip", "-o", "addr", "show", "dev", "eth0");
        return addresses.orThrow("ip addr on " + node).contains(" " + address + "/");
    }

    /** Waits until this director holds the address, whoever else does. */
    void awaitHeld(String node, String address, Duration bound) {
        within(bound).until(() -> holds(node, address));
    }

    /** Waits until this director alone holds the address. */
    void awaitAlone(String node, String address, Duration bound) {
        within(bound).until(() -> holding(address).equals(List.of(node)));
    }

    /** Waits until both have one table and director-1 alone holds the address, which moves if it has to. */
    void giveTheRoleToTheFirst() throws IOException, InterruptedException {
        if (!holding(RunningLab.VIP).equals(List.of(FIRST))) {
            // No preemption: the role comes back by the other's leaving.
            lab.processes().stop(SECOND, "agent");
            awaitAlone(FIRST, RunningLab.VIP, BOUND);
            lab.processes().start(SECOND, "agent");
        }
        within(BOUND).until(() -> table(FIRST).equals(table(SECOND)));
    }

    /** The process id of a node's agent. */
    String agent(String node) throws IOException, InterruptedException {
        return lab.exec(node, "pgrep", "-f", "director-agent")
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
    }

    /** The services and real servers of a node's table, without the counters. */
    String table(String node) throws IOException, InterruptedException {
        return lab.exec(node, "ipvsadm", "-Sn").orThrow("ipvsadm on " + node);
    }

    /** How many connections to port 80 of the address this director has ever forwarded. */
    long connections(String node, String address) throws IOException, InterruptedException {
        return lab.exec(node, "ipvsadm", "-Ln", "--stats", "--exact", "-t", address + ":80")
                .orThrow("ipvsadm --stats on " + node)
                .lines()
                .filter(line -> line.startsWith("TCP"))
                .mapToLong(line -> Long.parseLong(line.split(" +", -1)[2]))
                .sum();
    }

    static ConditionFactory within(Duration bound) {
        return await().atMost(bound).pollInterval(Duration.ofMillis(100)).ignoreExceptions();
    }
}
