package dev.lvsfleet.lab.topology;

import java.net.InetAddress;
import java.util.List;

/**
 * One machine of the lab.
 *
 * @param name unique in the lab; also in the names of its namespace and of its switch port, so at most 11 characters
 * @param address its address on the lab's network
 * @param role what it is there for
 * @param processes the names of what runs on it
 */
public record Node(String name, InetAddress address, Role role, List<String> processes) {

    /** What a node is there for, which decides how its network is set up. */
    public enum Role {
        CLIENT,
        /** Forwards with IPVS, so it needs a kernel that has it. */
        DIRECTOR,
        /** Answers for the virtual address itself: holds it on {@code lo} and keeps quiet about it in ARP. */
        REAL_SERVER,
        APPLICATION_SERVER,
        CONTROL
    }

    public Node {
        processes = List.copyOf(processes);
    }

    /** What runs on it, for a sentence. */
    public String processText() {
        return processes.isEmpty() ? "no process" : String.join(", ", processes);
    }
}
