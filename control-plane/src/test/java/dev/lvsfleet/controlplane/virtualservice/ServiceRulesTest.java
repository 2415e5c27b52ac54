package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServiceRulesTest {

    @ParameterizedTest
    @EnumSource(
            value = Forwarding.class,
            names = {"DIRECT_ROUTING", "TUNNEL"})
    void onlyNatMapsPorts(Forwarding forwarding) {
        assertThat(fields(forwarding, server("10.0.0.1", 8080))).containsExactly("realServers[0].port");
        assertThat(fields(Forwarding.NAT, server("10.0.0.1", 8080))).isEmpty();
    }

    @Test
    void aRealServerIsThereOnce() {
        assertThat(fields(Forwarding.NAT, server("10.0.0.1", 80), server("10.0.0.1", 81), server("10.0.0.1", 80)))
                .containsExactly("realServers[2]");
    }

    @Test
    void theLowerThresholdIsNotAboveTheUpper() {
        RealServer server = new RealServer(InetAddress.ofLiteral("10.0.0.1"), 80, 1, 10, 11);
        assertThat(fields(Forwarding.NAT, server)).containsExactly("realServers[0].lowerThreshold");
    }

    @Test
    void theVirtualAddressIsNoRealServer() {
        assertThat(fields(Forwarding.DIRECT_ROUTING, server("192.0.2.1", 80)))
                .containsExactly("realServers[0].address");
    }

    private static List<String> fields(Forwarding forwarding, RealServer... servers) {
        VirtualService service = new VirtualService(
                "web",
                "edge",
                InetAddress.ofLiteral("192.0.2.1"),
                80,
                Protocol.TCP,
                Scheduler.WRR,
                forwarding,
                List.of(servers),
                null);
        return ServiceRules.check(service).stream().map(FieldError::field).toList();
    }

    private static RealServer server(String address, int port) {
        return new RealServer(InetAddress.ofLiteral(address), port, 1, 0, 0);
    }
}
