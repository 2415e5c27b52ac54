package dev.lvsfleet.agent.vrrp;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which virtual router holds which address of this node, and for how long.
 *
 * <p>An address that moved from one router to another is not taken away by the first. A router's own source address is the
 * node's, and is neither put there nor taken away. Used by one thread.
 */
final class AddressBook {

    /** Where an address is. */
    record Place(int index, InetAddress address) {}

    private record Terms(int index, int seconds) {}

    private final Network network;
    private final Map<Place, VirtualRouter> holders = new LinkedHashMap<>();
    private @Nullable Map<Terms, List<InetAddress>> renewals;
    private long renewalNanos;
    private final Set<Place> leaving = new LinkedHashSet<>();
    private Set<Place> moving = Set.of();

    AddressBook(Network network) {
        this.network = network;
    }

    /** Puts the addresses there, for the router's lease.
     *
     * @throws RuntimeException of netlink; those that are there by then are the router's all the same */
    void claim(VirtualRouter router, int index, List<InetAddress> addresses) {
        renewals = null;
        InetAddress own = router.settings().election().source();
        List<InetAddress> virtual =
                addresses.stream().filter(address -> !address.equals(own)).toList();
        for (InetAddress address : virtual) {
            Place place = new Place(index, address);
            holders.put(place, router);
            leaving.remove(place);
        }
        if (!virtual.isEmpty()) {
            network.hold(index, virtual, router.settings().leaseSeconds());
        }
    }

    /** Until {@link #settle}, these stay where they are when they are released, as another router is about to claim them. */
    void move(Set<Place> places) {
        moving = places;
    }

    /** Takes away what was released since {@link #move} and claimed by nobody.
     *
     * @throws RuntimeException of netlink; they are nobody's by then, and go when the lease ends */
    void settle() {
        moving = Set.of();
        List<Place> gone = List.copyOf(leaving);
        leaving.clear();
        takeAway(gone);
    }

    /** Takes those away that are still the router's, from wherever it claimed them.
     *
     * @throws RuntimeException of netlink; they are nobody's by then, and go when the lease ends */
    void release(VirtualRouter router, List<InetAddress> addresses) {
        renewals = null;
        List<Place> gone = holders.entrySet().stream()
                .filter(entry -> entry.getValue() == router
                        && addresses.contains(entry.getKey().address()))
                .map(Map.Entry::getKey)
                .toList();
        gone.forEach(holders::remove);
        gone.stream().filter(moving::contains).forEach(leaving::add);
        takeAway(gone.stream().filter(place -> !moving.contains(place)).toList());
    }

    private void takeAway(List<Place> places) {
        Map<Integer, List<InetAddress>> byIndex = new LinkedHashMap<>();
        places.forEach(place ->
                byIndex.computeIfAbsent(place.index(), _ -> new ArrayList<>()).add(place.address()));
        byIndex.forEach(network::release);
    }

    /** Who holds it. */
    Optional<VirtualRouter> holder(int index, InetAddress address) {
        return Optional.ofNullable(holders.get(new Place(index, address)));
    }

    /** All that are held. */
    Set<Place> places() {
        return holders.keySet();
    }

    boolean isEmpty() {
        return holders.isEmpty();
    }

    /** From one renewal to the next, so that the shortest lease does not end meanwhile; in nanoseconds. */
    long renewalNanos() {
        terms();
        return renewalNanos;
    }

    /** Lets all addresses that are held last as long as their leases from now.
     *
     * @throws RuntimeException of netlink, after all have been tried */
    void renew() {
        List<RuntimeException> refusals = new ArrayList<>();
        terms().forEach((terms, addresses) -> {
            try {
                network.hold(terms.index(), addresses, terms.seconds());
            } catch (RuntimeException refusal) {
                refusals.add(refusal);
            }
        });
        if (!refusals.isEmpty()) {
            throw refusals.getFirst();
        }
    }

    private Map<Terms, List<InetAddress>> terms() {
        if (renewals == null) {
            Map<Terms, List<InetAddress>> grouped = new LinkedHashMap<>();
            holders.forEach((place, router) -> grouped.computeIfAbsent(
                            new Terms(place.index(), router.settings().leaseSeconds()), _ -> new ArrayList<>())
                    .add(place.address()));
            renewals = grouped;
            renewalNanos = holders.values().stream()
                    .distinct()
                    .mapToLong(router -> LeaseRules.renewalNanos(router.settings()))
                    .min()
                    .orElse(Long.MAX_VALUE);
        }
        return renewals;
    }
}
