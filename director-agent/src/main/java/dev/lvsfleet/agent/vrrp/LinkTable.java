package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The links and addresses of this node, as far as the kernel told; used by one thread. */
final class LinkTable {

    private record Place(int index, InetAddress address, int prefixLength) {}

    private final Map<Integer, NetworkChange.LinkIs> links = new HashMap<>();
    private final Map<Place, Boolean> usable = new HashMap<>();

    /** Whether this is news. */
    boolean apply(NetworkChange change) {
        return switch (change) {
            case NetworkChange.LinkIs is -> !is.equals(links.put(is.link().index(), is));
            case NetworkChange.LinkGone(int index) -> {
                usable.keySet().removeIf(place -> place.index() == index);
                yield links.remove(index) != null;
            }
            case NetworkChange.AddressIs(int index, InetAddress address, int prefixLength, boolean may) ->
                !Objects.equals(may, usable.put(new Place(index, address, prefixLength), may));
            case NetworkChange.AddressGone(int index, InetAddress address, int prefixLength) ->
                usable.remove(new Place(index, address, prefixLength)) != null;
        };
    }

    /** Before everything is read anew. */
    void clear() {
        links.clear();
        usable.clear();
    }

    Optional<NetworkChange.LinkIs> link(String name) {
        return links.values().stream()
                .filter(is -> is.link().name().equals(name))
                .findFirst();
    }

    /** Whether the link has the address, with whatever prefix, and may send from it. */
    boolean mayUse(int index, InetAddress address) {
        return usable.entrySet().stream()
                .anyMatch(entry -> entry.getKey().index() == index
                        && entry.getKey().address().equals(address)
                        && entry.getValue());
    }

    /** Whether the link has the address, with whatever prefix. */
    boolean holds(int index, InetAddress address) {
        return usable.keySet().stream()
                .anyMatch(place -> place.index() == index && place.address().equals(address));
    }

    /** The links that have the address alone on its subnet. */
    List<Integer> holdingAlone(InetAddress address) {
        return links.keySet().stream()
                .filter(index -> holdsAlone(index, address))
                .toList();
    }

    /** The link's name; its number while it is not known. */
    String name(int index) {
        return Optional.ofNullable(links.get(index)).map(is -> is.link().name()).orElse("interface " + index);
    }

    /** Whether the link has the address alone on its subnet, as a virtual one is put there. */
    boolean holdsAlone(int index, InetAddress address) {
        return usable.containsKey(new Place(index, address, address.getAddress().length * Byte.SIZE));
    }
}
