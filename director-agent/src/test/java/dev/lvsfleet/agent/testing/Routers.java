package dev.lvsfleet.agent.testing;

import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.WhenUnable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The guide's virtual router, as director-1 has it. */
public final class Routers {

    /** For how long its addresses outlive an agent that does not run. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    private Routers() {}

    public static VirtualRouter guide() {
        return router(WhenUnable.FAULT, false, null);
    }

    public static VirtualRouter router(
            WhenUnable whenUnable, boolean yieldWithoutQuorum, @Nullable SwitchOver switchOver) {
        return new VirtualRouter(
                "vi-1",
                51,
                3,
                "eth0",
                InetAddress.ofLiteral("192.168.148.130"),
                Transport.UNICAST,
                List.of(InetAddress.ofLiteral("192.168.148.131")),
                100,
                Duration.ofSeconds(1),
                false,
                Duration.ZERO,
                Duration.ZERO,
                null,
                List.of(Documents.VIP),
                null,
                LEASE,
                whenUnable,
                yieldWithoutQuorum,
                switchOver);
    }

    /** The same by another name. */
    public static VirtualRouter named(String name, VirtualRouter router) {
        return new VirtualRouter(
                name,
                router.vrid(),
                router.version(),
                router.networkInterface(),
                router.source(),
                router.transport(),
                router.peers(),
                router.priority(),
                router.advertInterval(),
                router.preempt(),
                router.preemptDelay(),
                router.startupDelay(),
                router.password(),
                router.addresses(),
                router.syncGroup(),
                router.lease(),
                router.whenUnable(),
                router.yieldWithoutQuorum(),
                router.switchOver());
    }
}
