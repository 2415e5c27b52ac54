package dev.lvsfleet.ipvs;

import dev.lvsfleet.ipvs.Encapsulation.Checksum;
import dev.lvsfleet.ipvs.Encapsulation.Gre;
import dev.lvsfleet.ipvs.Encapsulation.Gue;
import dev.lvsfleet.ipvs.Encapsulation.IpInIp;
import dev.lvsfleet.ipvs.ForwardingMethod.DirectRoute;
import dev.lvsfleet.ipvs.ForwardingMethod.Masquerade;
import dev.lvsfleet.ipvs.ForwardingMethod.Tunnel;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What one kernel's IPVS can do, as it showed by what it kept of what was written. */
public record Capabilities(Set<Capability> present) {

    public Capabilities {
        EnumSet<Capability> sorted = EnumSet.noneOf(Capability.class);
        sorted.addAll(present);
        present = Collections.unmodifiableSet(sorted);
    }

    public boolean has(Capability capability) {
        return present.contains(capability);
    }

    /** What this kernel lacks to do a destination justice; it would take it all the same, for something else. */
    public Set<Capability> lackingFor(ServiceKey service, Destination destination) {
        EnumSet<Capability> needed = needed(destination.forwarding());
        if (destination.key().family() != service.family()) {
            needed.add(Capability.DESTINATION_FAMILY);
        }
        needed.removeAll(present);
        return needed;
    }

    private static EnumSet<Capability> needed(ForwardingMethod method) {
        return switch (method) {
            case Masquerade(), DirectRoute() -> EnumSet.noneOf(Capability.class);
            case Tunnel(IpInIp()) -> EnumSet.noneOf(Capability.class);
            case Tunnel(Gre(boolean _)) -> EnumSet.of(Capability.GRE_TUNNELS_AND_CHECKSUMS);
            case Tunnel(Gue(int _, Checksum checksum)) ->
                switch (checksum) {
                    case NONE -> EnumSet.of(Capability.GUE_TUNNELS);
                    case UDP, REMOTE -> EnumSet.of(Capability.GUE_TUNNELS, Capability.GRE_TUNNELS_AND_CHECKSUMS);
                };
        };
    }
}
