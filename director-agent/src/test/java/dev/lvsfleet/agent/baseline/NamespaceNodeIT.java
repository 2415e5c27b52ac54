package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.baseline.RealServers.ARP_IGNORE;
import static dev.lvsfleet.agent.baseline.RealServers.DIRECT;
import static dev.lvsfleet.agent.baseline.RealServers.GATEWAY;
import static dev.lvsfleet.agent.baseline.RealServers.ON_LO;
import static dev.lvsfleet.agent.baseline.RealServers.behind;
import static dev.lvsfleet.agent.baseline.RealServers.document;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A namespace of the real kernel is prepared as a real server and taken back. */
@Tag("kernel")
class NamespaceNodeIT {

    /** Both families, as a Java server listens: the kernel shows its IPv4 connections among those of IPv6. */
    private static final InetSocketAddress ANY = new InetSocketAddress(InetAddress.ofLiteral("::"), 0);

    @TempDir
    Path directory;

    private PrivateNamespace namespace;

    @BeforeEach
    void unshare() throws IOException {
        namespace = new PrivateNamespace();
        namespace.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        namespace.ip("link", "set", "eth0", "up");
        namespace.ip("link", "set", "eth1", "up");
        namespace.ip("addr", "add", "192.168.148.132/24", "dev", "eth0");
        namespace.ip("route", "add", "default", "via", "192.168.148.2", "metric", "100");
    }

    @AfterEach
    void leave() {
        namespace.close();
    }

    private <T> T reconciled(Baseline baseline, Function<BaselinePass, T> answer) {
        return namespace.inside(() -> {
            OriginalsStore store = new OriginalsStore(directory);
            try (Node node = new NodeClient(directory)) {
                return answer.apply(
                        new BaselineReconciler(node, store, store.read()).pass(baseline, Withdrawal.WHEN_UNUSED));
            }
        });
    }

    @Test
    void anAddressOfDirectRoutingComesAndGoes() {
        BaselinePass prepared = reconciled(BaselineCompiler.compile(document(1, DIRECT)), pass -> pass);

        assertThat(prepared.failures()).isEmpty();
        assertThat(prepared.state().addresses()).contains(ON_LO);
        assertThat(prepared.state().settings()).containsEntry(ARP_IGNORE, "1");
        assertThat(ReadinessRules.of(document(1, DIRECT), prepared.state())).allMatch(Readiness::ready);

        BaselinePass back = reconciled(Baseline.NONE, pass -> pass);

        assertThat(back.failures()).isEmpty();
        assertThat(back.state().addresses()).doesNotContain(ON_LO);
        NodeState now = observed(Set.of(ARP_IGNORE), Inquiry.Family.NONE);
        assertThat(now.settings()).containsEntry(ARP_IGNORE, "0");
    }

    @Test
    void anAddressStaysWhileAConnectionUsesIt() throws IOException {
        reconciled(BaselineCompiler.compile(document(1, DIRECT)), pass -> pass);
        namespace.ip("link", "set", "lo", "up");
        try (ServerSocketChannel listener =
                        namespace.inside(() -> ServerSocketChannel.open().bind(ANY));
                SocketChannel client = namespace.inside(() -> SocketChannel.open(
                        new InetSocketAddress(RealServers.VIP, listener.socket().getLocalPort())));
                SocketChannel accepted = listener.accept()) {
            assertThat(accepted.isConnected() && client.isConnected()).isTrue();
            BaselinePass held = reconciled(Baseline.NONE, pass -> pass);
            assertThat(held.done()).isEmpty();
            assertThat(held.state().used()).containsExactly(RealServers.VIP);
            assertThat(held.state().addresses()).contains(ON_LO);
        }
        await().untilAsserted(() -> assertThat(
                        reconciled(Baseline.NONE, pass -> pass).state().addresses())
                .doesNotContain(ON_LO));
    }

    @Test
    void anEnforcedRouteIsSetAndGivenBack() {
        BaselinePass prepared = reconciled(BaselineCompiler.compile(behind(true)), pass -> pass);

        assertThat(prepared.failures()).isEmpty();
        assertThat(prepared.state().route())
                .hasValueSatisfying(it -> assertThat(it.gateway()).isEqualTo(GATEWAY));

        reconciled(Baseline.NONE, pass -> pass);

        assertThat(observed(Set.of(), Inquiry.Family.IPV4).route())
                .map(DefaultRoute::gateway)
                .hasValue(InetAddress.ofLiteral("192.168.148.2"));
    }

    @Test
    void aModuleThatTheHostDoesNotHaveIsAFailureInWords() {
        Baseline baseline =
                new Baseline(List.of("lvs_fleet_nowhere"), List.of(), List.of(), Set.of(), Optional.empty());

        assertThat(reconciled(baseline, BaselinePass::failures))
                .singleElement()
                .asString()
                .contains("load module lvs_fleet_nowhere");
        assertThat(directory.resolve("lvs-fleet.conf")).content().contains("lvs_fleet_nowhere");
        reconciled(Baseline.NONE, pass -> pass);
        assertThat(directory.resolve("lvs-fleet.conf")).doesNotExist();
    }

    private NodeState observed(Set<SysctlKey> keys, Inquiry.Family route) {
        return namespace.inside(() -> {
            try (Node node = new NodeClient(directory)) {
                return node.observe(new Inquiry(Set.of(), keys, route));
            }
        });
    }
}
