package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One virtual router on this node: what the machine is told, and by which way it speaks. What contradicts itself is refused.
 *
 * @param name unique on the node
 * @param networkInterface where it speaks, and where its addresses are put
 * @param peers whom it speaks to; a list of nobody is unicast to nobody, no list is multicast
 * @param sources whom alone it hears; empty for anybody on the link
 * @param checksum of version 3 over IPv4: keepalived takes {@link ChecksumForm#PSEUDO_HEADER} only
 * @param leastTimeToLive 1 to 255; 255 unless peers are some hops away
 * @param lease for how long an address stays that nobody renews, in whole seconds, 2 or more
 * @param syncGroup the group it moves with
 */
public record RouterSettings(
        String name,
        String networkInterface,
        Config election,
        Optional<List<InetAddress>> peers,
        Optional<Set<InetAddress>> sources,
        ChecksumForm checksum,
        int leastTimeToLive,
        Duration lease,
        Optional<String> syncGroup) {

    private static final long LEAST_LEASE_SECONDS = 2;
    private static final long MOST_LEASE_SECONDS = 3600;

    public RouterSettings {
        peers = peers.map(List::copyOf);
        check(name, !name.isBlank() && !networkInterface.isBlank(), "it has a name and an interface");
        check(
                name,
                peers.stream()
                        .flatMap(List::stream)
                        .allMatch(peer -> peer.getClass() == election.source().getClass()),
                "peers are of the source's family");
        check(
                name,
                peers.stream().flatMap(List::stream).noneMatch(election.source()::equals),
                "its own source is no peer");
        check(name, leastTimeToLive >= 1 && leastTimeToLive <= VrrpPacket.TIME_TO_LIVE, "a time to live is 1 to 255");
        check(
                name,
                lease.equals(Duration.ofSeconds(lease.toSeconds()))
                        && lease.toSeconds() >= LEAST_LEASE_SECONDS
                        && lease.toSeconds() <= MOST_LEASE_SECONDS,
                "a lease is 2 to 3600 whole seconds");
        check(name, syncGroup.isPresent() == election.grouped(), "it is grouped exactly when it names a sync group");
    }

    /** One that hears those it speaks to, and by multicast anybody. */
    public RouterSettings(
            String name,
            String networkInterface,
            Config election,
            Optional<List<InetAddress>> peers,
            ChecksumForm checksum,
            int leastTimeToLive,
            Duration lease,
            Optional<String> syncGroup) {
        this(
                name,
                networkInterface,
                election,
                peers,
                peers.map(Set::copyOf),
                checksum,
                leastTimeToLive,
                lease,
                syncGroup);
    }

    boolean isIpv6() {
        return election.source() instanceof Inet6Address;
    }

    int leaseSeconds() {
        return (int) lease.toSeconds();
    }

    private static void check(String name, boolean holds, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("not a virtual router \"" + name + "\": " + rule);
        }
    }
}
