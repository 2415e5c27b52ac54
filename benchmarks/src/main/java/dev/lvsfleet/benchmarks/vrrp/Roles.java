package dev.lvsfleet.benchmarks.vrrp;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Which of two hosts has which address, and how often a role went from one to the other. Pure, of one thread.
 *
 * <p>A host that puts an address there whose role was the other's has taken it over. One that had the role, lost the address
 * and has it again while nobody else had it, has only been without.
 */
final class Roles {

    private static final int NOBODY = -1;

    private final Map<InetAddress, Holding> holdings = new HashMap<>();
    private long takeovers;
    private long lapses;

    private static final class Holding {
        final boolean[] there = new boolean[2];
        int active = NOBODY;
    }

    /** The host, 0 or 1, has the address, now or as before. */
    void comes(int host, InetAddress address) {
        Holding holding = holdings.computeIfAbsent(address, _ -> new Holding());
        if (holding.there[host]) {
            return;
        }
        holding.there[host] = true;
        if (holding.active == host) {
            lapses++;
        } else if (holding.active != NOBODY) {
            takeovers++;
        }
        holding.active = host;
    }

    /** The host has it no more; the role is the other one's if that has it. */
    void goes(int host, InetAddress address) {
        Holding holding = holdings.get(address);
        if (holding != null && holding.there[host]) {
            holding.there[host] = false;
            if (holding.there[1 - host]) {
                holding.active = 1 - host;
            }
        }
    }

    /** All that the host has, whatever was told before. */
    void has(int host, Set<InetAddress> addresses) {
        addresses.forEach(address -> comes(host, address));
        Set.copyOf(holdings.keySet()).stream()
                .filter(address -> !addresses.contains(address))
                .forEach(address -> goes(host, address));
    }

    /** How often a host became Active although another was. */
    long takeovers() {
        return takeovers;
    }

    /** How often an Active was without its address for a while, and nobody else had it. */
    long lapses() {
        return lapses;
    }

    /** Addresses that the host has. */
    long held(int host) {
        return holdings.values().stream().filter(holding -> holding.there[host]).count();
    }
}
