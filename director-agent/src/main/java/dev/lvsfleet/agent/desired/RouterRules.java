package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.VirtualRouterLimits;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/** Says what is wrong with one virtual router: nothing of it is corrected, since its peers would not know. */
final class RouterRules {

    private final VirtualRouter router;
    private final Faults faults;

    RouterRules(VirtualRouter router, Faults faults) {
        this.router = router;
        this.faults = faults;
    }

    void check() {
        require(VirtualRouterLimits.isId(router.vrid()), () -> "id " + router.vrid() + " is not between 1 and 255");
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
                        VirtualRouterLimits.isIntervalOfV2(interval),
                        () -> "interval " + interval + " is not whole seconds, 1 to 255");
                require(
                        password == null || VirtualRouterLimits.isPassword(password),
                        () -> "its password is not 1 to 8 visible ASCII characters");
            }
            case 3 -> {
                require(
                        VirtualRouterLimits.isIntervalOfV3(interval),
                        () -> "interval " + interval + " is not 10 ms to 40.95 s in steps of 10 ms");
                require(password == null, () -> "version 3 has no password");
            }
            default -> require(false, () -> "version " + router.version() + " is neither 2 nor 3");
        }
    }

    private void addresses() {
        int count = router.addresses().size();
        int most = VirtualRouterLimits.mostAddresses(family());
        require(count >= 1 && count <= most, () -> count + " addresses are not between 1 and " + most);
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
        require(VirtualRouterLimits.isPriority(priority), () -> "priority " + priority + " is not between 1 and 255");
        require(
                owner == (priority == VirtualRouterLimits.OWNER),
                () -> "priority " + priority + " with the source " + (owner ? "" : "not ") + "among its addresses");
        require(
                priority != VirtualRouterLimits.OWNER
                        || (router.preempt() && router.preemptDelay().isZero()),
                () -> "the owner of an address preempts at once");
        require(router.preempt() || router.preemptDelay().isZero(), () -> "a preempt delay, and it does not preempt");
    }

    private void times() {
        require(
                VirtualRouterLimits.isDelay(router.preemptDelay()),
                () -> "preempt delay " + router.preemptDelay() + " is not 0 to 1 h");
        require(
                VirtualRouterLimits.isDelay(router.startupDelay()),
                () -> "start-up delay " + router.startupDelay() + " is not 0 to 1 h");
        require(
                VirtualRouterLimits.isLease(router.lease()),
                () -> "lease " + router.lease() + " is not whole seconds, 3 s to 1 h");
    }

    private AddressFamily family() {
        return AddressFamily.of(router.source());
    }

    /** RFC 9568 has IPv6 advertised from the link-local address (section 5.1.2.1). */
    private static boolean canSend(InetAddress address) {
        return UnicastRules.isUnicast(address) || address.isLinkLocalAddress();
    }

    private void require(boolean holds, Supplier<String> fault) {
        faults.require(holds, () -> "virtual router " + router.name() + ": " + fault.get());
    }
}
