package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One director's part in the election of who holds a set of virtual addresses. Source: RFC 9568 and RFC 3768.
 *
 * @param name of the virtual router, the same at all its members
 * @param vrid 1 to 255
 * @param version of VRRP, 2 or 3
 * @param networkInterface which carries advertisements and virtual addresses
 * @param source the address on it from which this director advertises; of the family of the virtual addresses
 * @param transport where advertisements go to; an empty list of peers does not turn one into the other
 * @param peers the sources of the others, the only ones that are heard; empty when there are none, and by multicast alone that
 *     means anybody on the link
 * @param priority 1 to 255, 255 exactly when {@code source} is among {@code addresses}
 * @param advertInterval whole seconds to 255 s in version 2; 10 ms to 40.95 s in steps of 10 ms in version 3
 * @param preempt whether it takes the role from an Active of lower priority that is well
 * @param preemptDelay for how long it hears such a one first; 0 without {@code preempt}
 * @param startupDelay after the agent's start, and after every fault, for which it does not take the role
 * @param password of version 2: 1 to 8 visible ASCII characters, sent in the clear; null for none
 * @param addresses what the Active holds: 1 to 255, of one family, each as a network of its own
 * @param syncGroup all virtual routers of this name on a node have one role; null for none
 * @param lease whole seconds, 3 s to 1 h: after so long without the agent the kernel drops the addresses
 * @param whenUnable what becomes of it when the services cannot be programmed
 * @param yieldWithoutQuorum whether it gives the role to a peer when a service of its addresses has no quorum here
 * @param switchOver null when nobody asked
 */
public record VirtualRouter(
        String name,
        int vrid,
        int version,
        String networkInterface,
        InetAddress source,
        Transport transport,
        List<InetAddress> peers,
        int priority,
        Duration advertInterval,
        boolean preempt,
        Duration preemptDelay,
        Duration startupDelay,
        @Nullable String password,
        List<InetAddress> addresses,
        @Nullable String syncGroup,
        Duration lease,
        WhenUnable whenUnable,
        boolean yieldWithoutQuorum,
        @Nullable SwitchOver switchOver) {

    public VirtualRouter {
        requireNonNull(name, "name is null");
        requireNonNull(networkInterface, "networkInterface is null");
        requireNonNull(source, "source is null");
        requireNonNull(transport, "transport is null");
        peers = List.copyOf(peers);
        requireNonNull(advertInterval, "advertInterval is null");
        requireNonNull(preemptDelay, "preemptDelay is null");
        requireNonNull(startupDelay, "startupDelay is null");
        addresses = List.copyOf(addresses);
        requireNonNull(lease, "lease is null");
        requireNonNull(whenUnable, "whenUnable is null");
    }

    /** The same with other addresses. */
    public VirtualRouter holding(List<InetAddress> others) {
        return new VirtualRouter(
                name,
                vrid,
                version,
                networkInterface,
                source,
                transport,
                peers,
                priority,
                advertInterval,
                preempt,
                preemptDelay,
                startupDelay,
                password,
                others,
                syncGroup,
                lease,
                whenUnable,
                yieldWithoutQuorum,
                switchOver);
    }

    /** How advertisements travel. */
    public enum Transport {
        /** To each peer by itself: works where multicast does not. */
        @JsonProperty("unicast")
        UNICAST,
        /** To 224.0.0.18 or ff02::12, as the RFCs have it. */
        @JsonProperty("multicast")
        MULTICAST;

        /** As the API has it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
