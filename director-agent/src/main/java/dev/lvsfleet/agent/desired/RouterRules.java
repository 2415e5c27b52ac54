package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Says what is wrong with one virtual router: nothing of it is corrected, since its peers would not know. */
final class RouterRules {

    private static final int OWNER = 255;
    private static final int MOST_ADDRESSES = 255;

    private static final Duration LONGEST_DELAY = Duration.ofHours(1);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(3);
    private static final Duration STEP_OF_V3 = Duration.ofMillis(10);
    private static final Duration LONGEST_OF_V3 = STEP_OF_V3.multipliedBy(0xfff);
    private static final Duration LONGEST_OF_V2 = Duration.ofSeconds(255);

    /** Source: RFC 2338, section 5.3.6.2. */
    private static final Pattern PASSWORD = Pattern.compile("[!-~]{1,8}");

    private final VirtualRouter router;
    private final Faults faults;

    RouterRules(VirtualRouter router, Faults faults) {
        this.router = router;
        this.faults = faults;
    }

    void check() {
        require(router.vrid() >= 1 && router.vrid() <= 255, () -> "id " + router.vrid() + " is not between 1 and 255");
        require(
                InterfaceName.isValid(router.networkInterface()),
                () -> "'" + router.networkInterface() + "' is not an interface name");
        require(router.syncGroup() == null || !router.syncGroup().isBlank(), () -> "its sync group has no name");
        protocol();
        addresses();
        priority();
        times();
    }

    private void protocol() {
        Duration interval = router.advertInterval();
        String password = router.password();
        switch (router.version()) {
            case 2 -> {
                require(family() == AddressFamily.IPV4, () -> "version 2 is for IPv4 alone");
                require(
                        isWithin(interval, Duration.ofSeconds(1), LONGEST_OF_V2, Duration.ofSeconds(1)),
                        () -> "interval " + interval + " is not whole seconds, 1 to 255");
                require(
                        password == null || PASSWORD.matcher(password).matches(),
                        () -> "its password is not 1 to 8 visible ASCII characters");
            }
            case 3 -> {
                require(
                        isWithin(interval, STEP_OF_V3, LONGEST_OF_V3, STEP_OF_V3),
                        () -> "interval " + interval + " is not 10 ms to 40.95 s in steps of 10 ms");
                require(password == null, () -> "version 3 has no password");
            }
            default -> require(false, () -> "version " + router.version() + " is neither 2 nor 3");
        }
    }

    private void addresses() {
        int count = router.addresses().size();
        require(count >= 1 && count <= MOST_ADDRESSES, () -> count + " addresses are not between 1 and 255");
        for (InetAddress address : router.addresses()) {
            require(
                    UnicastRules.isUnicast(address) && AddressFamily.of(address) == family(),
                    () -> AddressText.of(address) + " is not a unicast address of a host, of its source's family");
        }
        require(canSend(router.source()), () -> "its source " + AddressText.of(router.source()) + " is not unicast");
        Set<InetAddress> seen = new HashSet<>(Set.of(router.source()));
        for (InetAddress peer : router.peers()) {
            require(
                    canSend(peer) && AddressFamily.of(peer) == family(),
                    () -> "peer " + AddressText.of(peer) + " is not a unicast address of its source's family");
            require(seen.add(peer), () -> "peer " + AddressText.of(peer) + " is its source, or is there twice");
        }
    }

    private void priority() {
        int priority = router.priority();
        boolean owner = router.addresses().contains(router.source());
        require(priority >= 1 && priority <= OWNER, () -> "priority " + priority + " is not between 1 and 255");
        require(
                owner == (priority == OWNER),
                () -> "priority " + priority + " with the source " + (owner ? "" : "not ") + "among its addresses");
        require(
                priority != OWNER || (router.preempt() && router.preemptDelay().isZero()),
                () -> "the owner of an address preempts at once");
        require(router.preempt() || router.preemptDelay().isZero(), () -> "a preempt delay, and it does not preempt");
    }

    private void times() {
        require(isDelay(router.preemptDelay()), () -> "preempt delay " + router.preemptDelay() + " is not 0 to 1 h");
        require(isDelay(router.startupDelay()), () -> "start-up delay " + router.startupDelay() + " is not 0 to 1 h");
        require(
                isWithin(router.lease(), SHORTEST_LEASE, LONGEST_DELAY, Duration.ofSeconds(1)),
                () -> "lease " + router.lease() + " is not whole seconds, 3 s to 1 h");
    }

    private AddressFamily family() {
        return AddressFamily.of(router.source());
    }

    /** RFC 9568 has IPv6 advertised from the link-local address (section 5.1.2.1). */
    private static boolean canSend(InetAddress address) {
        return UnicastRules.isUnicast(address) || address.isLinkLocalAddress();
    }

    private static boolean isDelay(Duration delay) {
        return !delay.isNegative() && delay.compareTo(LONGEST_DELAY) <= 0;
    }

    private static boolean isWithin(Duration duration, Duration least, Duration most, Duration step) {
        return duration.compareTo(least) >= 0
                && duration.compareTo(most) <= 0
                && duration.equals(step.multipliedBy(duration.dividedBy(step)));
    }

    private void require(boolean holds, Supplier<String> fault) {
        faults.require(holds, () -> "virtual router " + router.name() + ": " + fault.get());
    }
}
