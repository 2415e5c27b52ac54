package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.WhenUnable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A virtual router as the operator describes it.
 *
 * @param vrid 1 to 255
 * @param addresses what the Active holds
 * @param syncGroup virtual routers that are Active on the same director, all or none; null for none
 * @param members the directors that take part
 * @param otherPeers sources of routers that are no directors of the fleet
 */
public record RouterSpec(
        String name,
        String group,
        int vrid,
        List<InetAddress> addresses,
        Advertising advertising,
        Preemption preemption,
        Safety safety,
        @Nullable String syncGroup,
        List<Member> members,
        List<InetAddress> otherPeers) {

    public RouterSpec {
        addresses = List.copyOf(addresses);
        members = List.copyOf(members);
        otherPeers = List.copyOf(otherPeers);
    }

    /**
     * How the Active says that it is there.
     *
     * @param version of VRRP, 2 or 3
     * @param password null for none
     */
    public record Advertising(
            int version,
            Duration interval,
            Transport transport,
            @Nullable String password) {}

    /**
     * When a director takes the role from one that is well.
     *
     * @param delay for how long it hears one of lower priority first
     * @param startupDelay from its start, or the end of a fault, for which it takes no role at all
     */
    public record Preemption(boolean preempt, Duration delay, Duration startupDelay) {}

    /**
     * What keeps an address from where it leads nowhere.
     *
     * @param lease after so long without its agent a director's kernel drops the addresses
     */
    public record Safety(Duration lease, WhenUnable whenUnable, boolean yieldWithoutQuorum) {}

    /**
     * A director's part.
     *
     * @param priority 1 to 255
     * @param source the address that it advertises from
     * @param networkInterface null for the director's own
     */
    public record Member(
            String director,
            int priority,
            InetAddress source,
            @Nullable String networkInterface) {

        /** The interface that carries its advertisements and the virtual addresses. */
        public String networkInterface(String ofDirector) {
            return networkInterface == null ? ofDirector : networkInterface;
        }
    }

    /** The family of the first address; the rules have all of them alike. */
    AddressFamily family() {
        return AddressFamily.of(addresses.getFirst());
    }

    Optional<Member> member(String director) {
        return members.stream().filter(it -> it.director().equals(director)).findFirst();
    }
}
