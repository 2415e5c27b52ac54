package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.baseline.RealServers.ARP_IGNORE;
import static dev.lvsfleet.agent.baseline.RealServers.DIRECT;
import static dev.lvsfleet.agent.baseline.RealServers.GATEWAY;
import static dev.lvsfleet.agent.baseline.RealServers.ON_LO;
import static dev.lvsfleet.agent.baseline.RealServers.ON_TUNNEL;
import static dev.lvsfleet.agent.baseline.RealServers.TUNNELLED;
import static dev.lvsfleet.agent.baseline.RealServers.behind;
import static dev.lvsfleet.agent.baseline.RealServers.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.baseline.BaselineOperation.ChangeSetting;
import dev.lvsfleet.agent.baseline.BaselineOperation.CreateDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.LoadModule;
import dev.lvsfleet.agent.baseline.BaselineOperation.PutAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.RaiseDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.RestoreSetting;
import dev.lvsfleet.agent.baseline.BaselineOperation.TakeAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.WriteBootModules;
import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.agent.testing.FakePreparedNode;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineReconcilerTest {

    private static final DefaultRoute ELSEWHERE =
            new DefaultRoute(false, InetAddress.ofLiteral("192.168.148.2"), 2, 100);

    @TempDir
    Path directory;

    private final FakePreparedNode node = new FakePreparedNode();
    private BaselineReconciler reconciler;
    private NodeState before;

    @BeforeEach
    void start() throws IOException {
        before = node.all();
        reconciler = restarted();
    }

    /** One that knows what is on disk and nothing else. */
    private BaselineReconciler restarted() throws IOException {
        OriginalsStore store = new OriginalsStore(directory);
        return new BaselineReconciler(node, store, store.read());
    }

    private BaselinePass pass(DesiredState document) throws Exception {
        return reconciler.pass(BaselineCompiler.compile(document), Withdrawal.WHEN_UNUSED);
    }

    @Test
    void anAddressOfDirectRoutingComesAfterAllSettings() throws Exception {
        BaselinePass pass = pass(document(1, DIRECT));

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.done()).hasSize(5).endsWith(new PutAddress(ON_LO));
        assertThat(pass.done().subList(0, 4)).allMatch(ChangeSetting.class::isInstance);
        assertThat(pass(document(1, DIRECT)).done()).isEmpty();
    }

    @Test
    void anAddressDoesNotComeWhileASettingIsRefused() throws Exception {
        node.refuse(
                operation -> operation instanceof ChangeSetting(SysctlKey key, var _, var _) && key.equals(ARP_IGNORE));

        BaselinePass pass = pass(document(1, DIRECT));

        assertThat(pass.failures()).singleElement().asString().contains("net.ipv4.conf.all.arp_ignore", "refused");
        assertThat(node.all().addresses()).isEmpty();
        assertThat(ReadinessRules.of(document(1, DIRECT), pass.state()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.ready()).isFalse();
                    assertThat(it.reason()).contains("arp_ignore is 0, not 1", "it is not on lo");
                });
    }

    @Test
    void aTunnelsModuleDeviceSettingsAndAddressComeInThisOrder() throws Exception {
        BaselinePass pass = pass(document(1, TUNNELLED));

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.done())
                .containsSubsequence(new LoadModule("ipip"), new RaiseDevice("tunl0"), new PutAddress(ON_TUNNEL))
                .contains(new WriteBootModules(List.of("ipip")))
                .endsWith(new PutAddress(ON_TUNNEL));
        assertThat(ReadinessRules.of(document(1, TUNNELLED), pass.state()))
                .containsExactly(new Readiness(RealServers.VIP, true, "it is on tunl0"));
    }

    /** The device that comes with the module would drop it, and say nothing. */
    @Test
    void ipv4TunnelledOverIpv6GetsADeviceOfOurOwnWhichGoesWithTheService() throws Exception {
        InetAddress realServer = InetAddress.ofLiteral("fd00:148::132");
        DesiredState mixed =
                document(1, new ServedAddress(RealServers.VIP, realServer, Forwarding.TUNNEL, Tunnel.PLAIN));

        BaselinePass pass = pass(mixed);

        assertThat(pass.failures()).isEmpty();
        Device device = pass.done().stream()
                .flatMap(it -> it instanceof CreateDevice(Device made) ? Stream.of(made) : Stream.empty())
                .findFirst()
                .orElseThrow();
        assertThat(device.name()).startsWith("lvs6-").hasSizeLessThan(16);
        assertThat(device.local()).isEqualTo(realServer);
        assertThat(pass.done())
                .containsSubsequence(
                        new LoadModule("ip6_tunnel"), new CreateDevice(device), new RaiseDevice(device.name()));
        assertThat(ReadinessRules.of(mixed, pass.state())).allMatch(Readiness::ready);

        pass(document(2));

        assertThat(node.all().links()).doesNotContainKey(device.name());
        assertThat(reconciler.owesNothing()).isTrue();
    }

    @Test
    void aServiceThatGoesTakesItsAddressFirstAndGivesTheSettingsBack() throws Exception {
        pass(document(1, DIRECT));

        BaselinePass pass = pass(document(2));

        assertThat(pass.done()).startsWith(new TakeAddress(ON_LO)).hasSize(5);
        assertThat(pass.done().subList(1, 5)).allMatch(RestoreSetting.class::isInstance);
        assertThat(node.all()).isEqualTo(before);
        assertThat(reconciler.owesNothing()).isTrue();
    }

    /** The directors drain this real server: its connections need the address, and the address needs silence. */
    @Test
    void anAddressWithConnectionsStaysWithItsSettingsUntilTheLastHasEnded() throws Exception {
        pass(document(1, DIRECT));
        node.connect(RealServers.VIP);
        reconciler = restarted();

        assertThat(pass(document(2)).done()).isEmpty();
        assertThat(node.all().addresses()).containsExactly(ON_LO);
        assertThat(node.all().settings()).containsEntry(ARP_IGNORE, "1");

        node.disconnect(RealServers.VIP);
        assertThat(pass(document(2)).done()).startsWith(new TakeAddress(ON_LO));
        assertThat(node.all()).isEqualTo(before);
    }

    @Test
    void whileDirectorsMayNotHaveHeardAnAddressStaysEvenUnused() throws Exception {
        pass(document(1, DIRECT));

        BaselinePass pass = reconciler.pass(BaselineCompiler.compile(document(2)), Withdrawal.NOT_YET);

        assertThat(pass.done()).isEmpty();
        assertThat(pass.failures()).isEmpty();
        assertThat(node.all().addresses()).containsExactly(ON_LO);
    }

    /** What a director forwards by NAT of IPv6 is forwarded by a setting, which no address holds. */
    @Test
    void whileConnectionsMayBeDrainedASettingStaysThatNoDocumentHas() throws Exception {
        Setting forwarding = new Setting(SysctlKey.ofInterface("ipv6", "all", "forwarding"), "1");
        node.set(forwarding.key(), "0");
        Baseline translating = new Baseline(List.of(), List.of(forwarding), List.of(), Set.of(), Optional.empty());
        reconciler.pass(translating, Withdrawal.WHEN_UNUSED);

        reconciler.pass(Baseline.NONE, Withdrawal.NOT_YET);
        assertThat(node.all().settings()).containsEntry(forwarding.key(), "1");

        reconciler.pass(Baseline.NONE, Withdrawal.WHEN_UNUSED);
        assertThat(node.all().settings()).containsEntry(forwarding.key(), "0");
    }

    @Test
    void aNodeThatLeavesWaitsForNoConnection() throws Exception {
        pass(document(1, DIRECT));
        node.connect(RealServers.VIP);

        reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE);

        assertThat(node.all()).isEqualTo(before);
    }

    @Test
    void theSettingsStayWhileTheAddressCannotBeTakenAway() throws Exception {
        pass(document(1, DIRECT));
        node.refuse(TakeAddress.class::isInstance);

        BaselinePass pass = pass(document(2));

        assertThat(pass.failures()).hasSize(1);
        assertThat(node.all().settings()).containsEntry(ARP_IGNORE, "1");
    }

    @Test
    void whatWasThereBeforeIsNeverTakenAway() throws Exception {
        node.put(ON_LO);
        node.set(ARP_IGNORE, "1");
        before = node.all();

        pass(document(1, DIRECT));
        pass(document(2));

        assertThat(node.all()).isEqualTo(before);
    }

    @Test
    void aRestartBetweenPreparingAndLeavingForgetsNothing() throws Exception {
        pass(document(1, DIRECT, TUNNELLED));
        reconciler = restarted();

        BaselinePass pass = reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE);

        assertThat(pass.failures()).isEmpty();
        assertThat(node.all().addresses()).isEmpty();
        assertThat(node.all().isUp("tunl0")).isFalse();
        assertThat(node.all().settings()).containsAllEntriesOf(before.settings());
        assertThat(node.all().bootModules()).isEmpty();
        assertThat(restarted().owesNothing()).isTrue();
    }

    @Test
    void aValueThatSomebodyChangedSinceIsLeftAloneAndNamed() throws Exception {
        pass(document(1, DIRECT));
        node.set(ARP_IGNORE, "8");

        BaselinePass pass = reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE);

        assertThat(node.all().settings()).containsEntry(ARP_IGNORE, "8");
        assertThat(pass.findings()).singleElement().asString().contains("net.ipv4.conf.all.arp_ignore is 8");
        assertThat(reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE).findings())
                .isEmpty();
    }

    @Test
    void nothingIsChangedThatCannotBeRemembered() throws Exception {
        Files.createDirectory(directory.resolve("baseline.json.tmp"));

        BaselinePass pass = pass(document(1, DIRECT));

        assertThat(pass.failures()).anyMatch(it -> it.contains("could not be kept on disk"));
        assertThat(node.performed()).isEmpty();
    }

    @Test
    void aFileForTheBootThatCannotBeWrittenIsAFindingAndNoFailure() throws Exception {
        node.refuse(WriteBootModules.class::isInstance);

        BaselinePass pass = pass(document(1, TUNNELLED));

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.findings()).singleElement().asString().contains("load at boot ipip");
        assertThat(node.all().addresses()).contains(ON_TUNNEL);
    }

    @Test
    void aSettingThatTheKernelDoesNotHaveIsSkippedAndSaid() throws Exception {
        BaselinePass pass = pass(Documents.state(1, Documents.web()));

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.findings()).contains("This kernel has no net.ipv4.vs.run_estimation; skipped");
        assertThat(node.all().settings()).containsEntry(SysctlKey.of("net", "ipv4", "ip_forward"), "1");
        assertThat(node.all().modules()).containsExactlyInAnyOrder("ip_vs", "ip_vs_wrr");
    }

    @Test
    void aSettingThatDoesNotTakeIsTriedOnceAPassAndSaid() throws Exception {
        node.ignore(
                operation -> operation instanceof ChangeSetting(SysctlKey key, var _, var _) && key.equals(ARP_IGNORE));

        BaselinePass pass = pass(document(1, DIRECT));

        assertThat(pass.failures()).singleElement().asString().contains("arp_ignore", "not so afterwards");
        assertThat(node.performed()).hasSize(4);
        assertThat(node.all().addresses()).isEmpty();
    }

    @Test
    void theDefaultRouteIsOnlyLookedAtUnlessItIsEnforced() throws Exception {
        node.route(ELSEWHERE);

        BaselinePass pass = pass(behind(false));

        assertThat(pass.done()).isEmpty();
        assertThat(ReadinessRules.of(behind(false), pass.state()))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.ready()).isFalse();
                    assertThat(it.reason()).contains("by 192.168.148.2", "must go by 192.168.148.131");
                });
    }

    @Test
    void aHostWithoutTheAddressItIsRegisteredWithIsNotReady() throws Exception {
        node.renumber(new DesiredAddress(InetAddress.ofLiteral("192.168.148.140"), 24, "eth0"));

        BaselinePass pass = pass(document(1, DIRECT));

        assertThat(node.all().addresses()).containsExactly(ON_LO);
        assertThat(ReadinessRules.of(document(1, DIRECT), pass.state()))
                .containsExactly(new Readiness(
                        RealServers.VIP, false, "this host has no 192.168.148.132, the address it is registered with"));
    }

    @Test
    void anEnforcedRouteIsSetAndGivenBack() throws Exception {
        node.route(ELSEWHERE);

        BaselinePass pass = pass(behind(true));

        assertThat(node.all().route())
                .hasValueSatisfying(it -> assertThat(it.gateway()).isEqualTo(GATEWAY));
        assertThat(ReadinessRules.of(behind(true), pass.state())).allMatch(Readiness::ready);
        reconciler = restarted();
        reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE);
        assertThat(node.all().route()).hasValue(ELSEWHERE);
    }

    @Test
    void aGatewayOfTheOtherFamilyLeavesNoRouteBehind() throws Exception {
        node.route(ELSEWHERE);
        pass(behind(true));
        InetAddress six = InetAddress.ofLiteral("fd00:148::131");
        DesiredState moved = DesiredState.ofRealServer(
                "director-1",
                2,
                "lab",
                Documents.NOON,
                List.of(new ServedAddress(
                        InetAddress.ofLiteral("fd00:158::161"),
                        InetAddress.ofLiteral("fd00:148::132"),
                        Forwarding.NAT,
                        null)),
                new Gateway(six, true));

        BaselinePass pass = pass(moved);

        assertThat(pass.failures()).isEmpty();
        assertThat(node.routeOf(false)).hasValue(ELSEWHERE);
        assertThat(node.routeOf(true))
                .hasValueSatisfying(it -> assertThat(it.gateway()).isEqualTo(six));
        assertThat(ReadinessRules.of(moved, pass.state())).allMatch(Readiness::ready);
        assertThat(pass(moved).done()).isEmpty();

        reconciler = restarted();
        reconciler.pass(Baseline.NONE, Withdrawal.AT_ONCE);
        assertThat(node.routeOf(true)).isEmpty();
        assertThat(node.routeOf(false)).hasValue(ELSEWHERE);
    }

    /** Whatever fails on the way, ARP is silent while the address is there, and in the end all is as it was. */
    @Test
    void noFailureOnTheWayShowsTheAddressOrLosesWhatWasBefore() throws Exception {
        for (long seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            ServedAddress[][] wishes = {
                {DIRECT},
                {TUNNELLED},
                {DIRECT, TUNNELLED},
                {RealServers.GUE},
                {RealServers.GRE},
                {RealServers.SUMMED_GRE},
                {}
            };
            FakePreparedNode fake = new FakePreparedNode();
            NodeState start = fake.all();
            OriginalsStore store = new OriginalsStore(Files.createDirectory(directory.resolve("seed-" + seed)));
            for (int step = 0; step < 6; step++) {
                BaselineReconciler one = new BaselineReconciler(fake, store, store.read());
                fake.refuse(operation -> random.nextInt(4) == 0);
                one.pass(
                        BaselineCompiler.compile(document(step + 1, wishes[random.nextInt(wishes.length)])),
                        Withdrawal.AT_ONCE);
                NodeState now = fake.all();
                assertThat(now.addresses().isEmpty()
                                || "1".equals(now.settings().get(ARP_IGNORE)))
                        .as("seed %d, step %d: %s", seed, step, fake.performed())
                        .isTrue();
            }
            fake.refuse(operation -> false);
            new BaselineReconciler(fake, store, store.read()).pass(Baseline.NONE, Withdrawal.AT_ONCE);
            assertThat(fake.all().settings()).as("seed %d", seed).containsAllEntriesOf(start.settings());
            assertThat(fake.all().addresses()).as("seed %d", seed).isEmpty();
            assertThat(fake.all().listeners()).as("seed %d", seed).isEmpty();
            assertThat(fake.all().links().keySet()).as("seed %d", seed).noneMatch(it -> it.startsWith("lvs"));
        }
    }
}
