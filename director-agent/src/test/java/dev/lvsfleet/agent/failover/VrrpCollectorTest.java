package dev.lvsfleet.agent.failover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.vrrp.RealTimeWish;
import dev.lvsfleet.agent.vrrp.VrrpShell;
import io.prometheus.client.CollectorRegistry;
import org.junit.jupiter.api.Test;

class VrrpCollectorTest {

    @Test
    void whatCouldNotBeToldIsCountedFromTheBeginning() {
        VrrpElection none = new VrrpElection(() -> new VrrpShell(RealTimeWish.NONE, _ -> {}), _ -> {});
        CollectorRegistry registry = new CollectorRegistry();

        registry.register(new VrrpCollector(none));

        assertThat(registry.getSampleValue("lvsfleet_vrrp_untold_notices_total"))
                .isZero();
    }
}
