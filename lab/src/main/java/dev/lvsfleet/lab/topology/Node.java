package dev.lvsfleet.lab.topology;

import java.net.InetAddress;
import java.util.List;

/**
 * One machine of the lab.
 *
 * @param name unique in the lab; also in the names of its namespace and of its switch port, so at most 11 characters
 * @param address its IPv4 address on the lab's network
 * @param address6 its IPv6 address there, which ends in the same digits
 * @param role what it is there for
 * @param processes the names of what runs on it
 */
public record Node(String name, InetAddress address, InetAddress address6, Role role, List<String> processes) {

    /** The length of the prefix of {@link #address6}. */
    public static final int PREFIX_LENGTH_6 = 64;

    /** What a node is there for. */
    public enum Role {
        CLIENT,
        /** Forwards with IPVS, so it needs a kernel that has it. */
        DIRECTOR,
        /** Answers for the virtual address itself, as its agent prepares it. */
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
