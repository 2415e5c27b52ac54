package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.linux.arp.ArpAnswer;
import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who on the wire said that an address is his. */
public record Wire(Set<ArpAnswer> answers) {

    public static final Wire SILENT = new Wire(Set.of());

    public Wire {
        answers = Set.copyOf(answers);
    }

    /** The MAC addresses that answer for an address, in their order. */
    Set<String> owners(InetAddress address) {
        return answers.stream()
                .filter(it -> it.address().equals(address))
                .map(it -> it.owner().toString())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
