package dev.lvsfleet.lab.topology;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One machine of the lab.
 *
 * @param name unique in the lab; also in the names of its namespace and of its switch ports, so at most 11 characters
 * @param role what it is there for
 * @param attachments its places on the lab's networks, in the order of its interfaces eth0, eth1; at least one
 * @param router where its packets for other networks go; null where there are none, or its agent is to say
 * @param processes the names of what runs on it
 */
public record Node(
        String name,
        Role role,
        List<Attachment> attachments,
        @Nullable Attachment router,
        List<String> processes) {

    /** What a node is there for. */
    public enum Role {
        CLIENT,
        /** Forwards with IPVS, so it needs a kernel that has it. */
        DIRECTOR,
        /** Answers for the virtual address itself, as its agent prepares it. */
        REAL_SERVER,
        APPLICATION_SERVER,
        CONTROL,
        /** Joins the lab's networks; nothing of the fleet. */
        ROUTER
    }

    public Node {
        attachments = List.copyOf(attachments);
        processes = List.copyOf(processes);
    }

    /** Its IPv4 address on its first network. */
    public InetAddress address() {
        return attachments.getFirst().address();
    }

    /** Its IPv6 address on its first network. */
    public InetAddress address6() {
        return attachments.getFirst().address6();
    }

    /** What runs on it, for a sentence. */
    public String processText() {
        return processes.isEmpty() ? "no process" : String.join(", ", processes);
    }
}
