package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.vrrp.RouterSettings;
import dev.lvsfleet.agent.vrrp.VrrpSettings;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Authentication;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in the election's terms what a document says of virtual routers. Pure. */
public final class RouterCompiler {

    private static final int VERSION_2 = 2;
    private static final int MILLIS_PER_CENTISECOND = 10;

    private RouterCompiler() {}

    /**
     * What can be obeyed.
     *
     * @param refused why not, by the names of those that cannot: one that contradicts itself costs no other its part
     */
    public record Compiled(VrrpSettings settings, Map<String, String> refused) {

        public Compiled {
            refused = Map.copyOf(refused);
        }
    }

    /** The settings of all, in the order of the document; of two that contradict each other the first is obeyed.
     *
     * @param reserved addresses that this node must never hold: those of the bus */
    public static Compiled compile(List<VirtualRouter> routers, Set<InetAddress> reserved) {
        VrrpSettings settings = VrrpSettings.NONE;
        Map<String, String> refused = new HashMap<>();
        for (VirtualRouter router : routers) {
            if (router.addresses().stream().anyMatch(reserved::contains)) {
                refused.put(router.name(), "the node reaches Kafka at one of its addresses, and would cut itself off");
                continue;
            }
            try {
                List<RouterSettings> more = new ArrayList<>(settings.routers());
                more.add(settings(router));
                settings = new VrrpSettings(more);
            } catch (IllegalArgumentException e) {
                refused.put(router.name(), String.valueOf(e.getMessage()));
            }
        }
        return new Compiled(settings, refused);
    }

    private static RouterSettings settings(VirtualRouter router) {
        return new RouterSettings(
                router.name(),
                router.networkInterface(),
                config(router),
                router.transport() == Transport.MULTICAST ? Optional.empty() : Optional.of(router.peers()),
                sources(router),
                ChecksumForm.PSEUDO_HEADER,
                VrrpPacket.TIME_TO_LIVE,
                router.lease(),
                Optional.ofNullable(router.syncGroup()));
    }

    /** With nobody listed, unicast hears nobody; multicast has no way to know who else there is. */
    private static Optional<Set<InetAddress>> sources(VirtualRouter router) {
        boolean anybody =
                router.transport() == Transport.MULTICAST && router.peers().isEmpty();
        return anybody ? Optional.empty() : Optional.of(Set.copyOf(router.peers()));
    }

    private static Config config(VirtualRouter router) {
        return new Config(
                new Vrid(router.vrid()),
                protocol(router),
                new Priority(router.priority()),
                new AdvertInterval(Math.toIntExact(router.advertInterval().toMillis() / MILLIS_PER_CENTISECOND)),
                router.source(),
                router.addresses(),
                Config.USUAL_DOWN_ADVERTS,
                preemption(router),
                router.startupDelay(),
                Announcing.USUAL,
                router.syncGroup() != null);
    }

    private static Protocol protocol(VirtualRouter router) {
        if (router.version() != VERSION_2) {
            return new Protocol.V3();
        }
        String password = router.password();
        return new Protocol.V2(
                password == null ? new Authentication.None() : Authentication.SimplePassword.of(password));
    }

    private static Preemption preemption(VirtualRouter router) {
        if (!router.preempt()) {
            return new Preemption.Never();
        }
        Duration delay = router.preemptDelay();
        return delay.isZero() ? new Preemption.Immediate() : new Preemption.After(delay);
    }
}
