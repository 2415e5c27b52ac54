package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.state;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DirectorCompilerTest {

    private static final SysctlKey SLOPPY = SysctlKey.of("net", "ipv4", "vs", "sloppy_tcp");
    private static final SysctlKey FORWARDING_6 = SysctlKey.ofInterface("ipv6", "all", "forwarding");

    private static DesiredService service(Protocol protocol, Scheduler scheduler, DesiredRealServer... servers) {
        return new DesiredService(
                "web",
                new ServiceEndpoint.Address(protocol, VIP, 80),
                scheduler,
                Set.of(),
                null,
                List.of(servers),
                List.of(),
                PoolPolicy.DEFAULT);
    }

    private static DesiredRealServer server(String address, Forwarding forwarding) {
        return new DesiredRealServer(InetAddress.ofLiteral(address), 80, 1, 0, 0, forwarding, null, null);
    }

    @Test
    void theModulesAreTheBalancerAndTheSchedulersInUse() {
        Baseline baseline = BaselineCompiler.compile(
                state(1, service(Protocol.TCP, Scheduler.SH), service(Protocol.UDP, Scheduler.WLC)));

        assertThat(baseline.modules()).containsExactly("ip_vs", "ip_vs_sh", "ip_vs_wlc");
    }

    @Test
    void redirectsAreOffWhereverTheKernelLooks() {
        assertThat(BaselineCompiler.compile(state(1)).settings())
                .contains(
                        new Setting(SysctlKey.ofInterface("ipv4", "all", "send_redirects"), "0"),
                        new Setting(SysctlKey.ofInterface("ipv4", "default", "send_redirects"), "0"),
                        new Setting(SysctlKey.ofInterface("ipv4", "eth0", "send_redirects"), "0"));
    }

    @Test
    void connectionsAreTakenInTheMiddleOnlyWhereHashingFindsTheSameRealServer() {
        assertThat(BaselineCompiler.compile(state(1, service(Protocol.TCP, Scheduler.MH)))
                        .settings())
                .contains(new Setting(SLOPPY, "1"));
        assertThat(BaselineCompiler.compile(state(1, service(Protocol.UDP, Scheduler.MH)))
                        .settings())
                .contains(new Setting(SLOPPY, "0"));
        assertThat(BaselineCompiler.compile(state(1, service(Protocol.TCP, Scheduler.WRR)))
                        .settings())
                .contains(new Setting(SLOPPY, "0"));
    }

    @Test
    void ipv6IsForwardedOnlyWhereItIsTranslated() {
        assertThat(BaselineCompiler.compile(
                                state(1, service(Protocol.TCP, Scheduler.RR, server("2001:db8::1", Forwarding.NAT))))
                        .settings())
                .contains(new Setting(FORWARDING_6, "1"));
        assertThat(BaselineCompiler.compile(state(
                                1,
                                service(Protocol.TCP, Scheduler.RR, server("2001:db8::1", Forwarding.DIRECT_ROUTING))))
                        .settings())
                .extracting(Setting::key)
                .doesNotContain(FORWARDING_6);
    }
}
