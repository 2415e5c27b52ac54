package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Settings for tests: id 51, priority 100, version 3 by multicast, a second, a lease of 3 s. */
final class Routers {

    static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.161");
    static final InetAddress OTHER_VIP = InetAddress.ofLiteral("192.0.2.162");

    private Routers() {}

    static RouterSettings router(InetAddress... addresses) {
        return router("v", 51, 100, addresses);
    }

    static RouterSettings router(String name, int id, int priority, InetAddress... addresses) {
        return router(name, config(id, priority, false, addresses), Optional.empty());
    }

    static RouterSettings grouped(String name, int id, InetAddress... addresses) {
        return router(name, config(id, 100, true, addresses), Optional.of("g"));
    }

    static RouterSettings leased(RouterSettings router, int seconds) {
        return new RouterSettings(
                router.name(),
                router.networkInterface(),
                router.election(),
                router.peers(),
                router.checksum(),
                router.leastTimeToLive(),
                Duration.ofSeconds(seconds),
                router.syncGroup());
    }

    /** Unicast to nobody. */
    static RouterSettings alone(InetAddress... addresses) {
        return new RouterSettings(
                "v",
                "eth0",
                config(51, 100, false, addresses),
                Optional.of(List.of()),
                ChecksumForm.PSEUDO_HEADER,
                255,
                Duration.ofSeconds(3),
                Optional.empty());
    }

    private static RouterSettings router(String name, Config config, Optional<String> group) {
        return new RouterSettings(
                name, "eth0", config, Optional.empty(), ChecksumForm.PSEUDO_HEADER, 255, Duration.ofSeconds(3), group);
    }

    static Config config(int id, int priority, boolean grouped, InetAddress... addresses) {
        return new Config(
                new Vrid(id),
                new Protocol.V3(),
                new Priority(priority),
                AdvertInterval.SECOND,
                FakeNetwork.SOURCE,
                Arrays.asList(addresses),
                Config.USUAL_DOWN_ADVERTS,
                new Preemption.Immediate(),
                Duration.ZERO,
                new Announcing(5, Duration.ofSeconds(5), Duration.ofSeconds(1), Optional.empty()),
                grouped);
    }

    static VrrpSettings settings(RouterSettings... routers) {
        return new VrrpSettings(List.of(routers));
    }
}
