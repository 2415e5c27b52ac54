package dev.lvsfleet.agent.baseline;

import static dev.lvsfleet.agent.baseline.RealServers.GRE;
import static dev.lvsfleet.agent.baseline.RealServers.GUE;
import static dev.lvsfleet.agent.baseline.RealServers.ON_TUNNEL;
import static dev.lvsfleet.agent.baseline.RealServers.RIP;
import static dev.lvsfleet.agent.baseline.RealServers.SUMMED_GRE;
import static dev.lvsfleet.agent.baseline.RealServers.VIP;
import static dev.lvsfleet.agent.baseline.RealServers.document;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.baseline.BaselineOperation.CloseListener;
import dev.lvsfleet.agent.baseline.BaselineOperation.CreateDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.DeleteDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.LoadModule;
import dev.lvsfleet.agent.baseline.BaselineOperation.OpenListener;
import dev.lvsfleet.agent.baseline.BaselineOperation.PutAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.RaiseDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.TakeAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.WriteBootModules;
import dev.lvsfleet.agent.testing.FakePreparedNode;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.linux.fou.GueListener;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What GUE and GRE need of a real server beyond what IP in IP does. */
class TunnelPreparationTest {

    private static final GueListener PORT = new GueListener(false, 6080);
    private static final InetAddress OTHER_VIP = InetAddress.ofLiteral("192.168.148.162");
    private static final ServedAddress OTHER_GRE = new ServedAddress(OTHER_VIP, RIP, Forwarding.TUNNEL, GRE.tunnel());

    @TempDir
    Path directory;

    private final FakePreparedNode node = new FakePreparedNode();
    private BaselineReconciler reconciler;

    @BeforeEach
    void start() throws IOException {
        OriginalsStore store = new OriginalsStore(directory);
        reconciler = new BaselineReconciler(node, store, store.read());
    }

    private BaselinePass pass(DesiredState document, Withdrawal withdrawal) throws Exception {
        return reconciler.pass(BaselineCompiler.compile(document), withdrawal);
    }

    private BaselinePass pass(DesiredState document) throws Exception {
        return pass(document, Withdrawal.WHEN_UNUSED);
    }

    private static List<Readiness> readiness(DesiredState document, BaselinePass pass) {
        return ReadinessRules.of(document, pass.state());
    }

    @Test
    void gueGetsItsModuleItsPortAndTheDeviceOfIpInIp() throws Exception {
        BaselinePass pass = pass(document(1, GUE));

        assertThat(pass.failures()).isEmpty();
        assertThat(pass.done())
                .contains(new WriteBootModules(List.of("fou", "ipip")))
                .containsSubsequence(
                        new LoadModule("fou"),
                        new OpenListener(PORT),
                        new RaiseDevice("tunl0"),
                        new PutAddress(ON_TUNNEL));
        assertThat(readiness(document(1, GUE), pass)).containsExactly(new Readiness(VIP, true, "it is on tunl0"));
        assertThat(pass(document(1, GUE)).done()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "fd00:148::161, 192.168.148.132, false, sit0",
        "192.168.148.161, fd00:148::132, true, lvs6-",
        "fd00:148::161, fd00:148::132, true, lvs6-"
    })
    void gueIsUnwrappedInTheFamilyOfTheRealServer(String vip, String realServer, boolean ipv6, String device)
            throws Exception {
        DesiredState document = document(
                1,
                new ServedAddress(
                        InetAddress.ofLiteral(vip),
                        InetAddress.ofLiteral(realServer),
                        Forwarding.TUNNEL,
                        new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.REMCSUM)));

        BaselinePass pass = pass(document);

        assertThat(node.all().listeners()).containsExactly(new GueListener(ipv6, 6080));
        assertThat(readiness(document, pass)).singleElement().satisfies(it -> {
            assertThat(it.ready()).isTrue();
            assertThat(it.reason()).startsWith("it is on " + device);
        });
    }

    @Test
    void aPortGoesAfterTheAddressAndOnlyIfItIsOurs() throws Exception {
        pass(document(1, GUE));
        start();

        BaselinePass pass = pass(document(2));

        assertThat(pass.done()).containsSubsequence(new TakeAddress(ON_TUNNEL), new CloseListener(PORT));
        assertThat(node.all().listeners()).isEmpty();
        assertThat(reconciler.owesNothing()).isTrue();

        node.open(PORT);
        pass(document(3, GUE));
        pass(document(4));
        assertThat(node.all().listeners()).containsExactly(PORT);
    }

    @Test
    void aPortStaysWhileConnectionsMayBeDrained() throws Exception {
        pass(document(1, GUE));

        assertThat(pass(document(2), Withdrawal.NOT_YET).done()).doesNotContain(new CloseListener(PORT));
        assertThat(node.all().listeners()).containsExactly(PORT);
    }

    @Test
    void aPortThatSomebodyClosesIsOpenedAgain() throws Exception {
        pass(document(1, GUE));
        node.shut(PORT);

        assertThat(pass(document(1, GUE)).done()).containsExactly(new OpenListener(PORT));
    }

    @Test
    void aPortThatIsRefusedIsAFailureAndTheAddressNotReady() throws Exception {
        node.refuse(OpenListener.class::isInstance);

        BaselinePass pass = pass(document(1, GUE));

        assertThat(pass.failures())
                .singleElement()
                .asString()
                .isEqualTo("Could not unwrap gue at UDP port 6080 of IPv4: refused by the test");
        assertThat(readiness(document(1, GUE), pass))
                .containsExactly(new Readiness(VIP, false, "nothing unwraps gue at UDP port 6080 of IPv4"));
    }

    @Test
    void aKernelWithoutTheModuleIsNotReadyAndSaysWhatToDo() throws Exception {
        node.refuse(new LoadModule("fou")::equals);

        BaselinePass pass = pass(document(1, GUE));

        assertThat(readiness(document(1, GUE), pass)).singleElement().satisfies(it -> {
            assertThat(it.ready()).isFalse();
            assertThat(it.reason())
                    .contains("module fou is not loaded", "modprobe fou", "package of extra modules")
                    .contains("nothing unwraps gue at UDP port 6080 of IPv4");
        });
    }

    @ParameterizedTest
    @CsvSource({"192.168.148.132, gre, ip_gre", "fd00:148::132, ip6gre, ip6_gre"})
    void greWithAChecksumGetsADeviceOfOurOwnWhichGoesWithTheService(String realServer, String kind, String module)
            throws Exception {
        InetAddress local = InetAddress.ofLiteral(realServer);
        DesiredState document = document(1, new ServedAddress(VIP, local, Forwarding.TUNNEL, SUMMED_GRE.tunnel()));

        BaselinePass pass = pass(document);

        String name = RealServerCompiler.place(document.served().getFirst())
                .orElseThrow()
                .networkInterface();
        assertThat(name).startsWith("lvsg-").hasSizeLessThan(16);
        assertThat(pass.done())
                .containsSubsequence(
                        new LoadModule(module),
                        new CreateDevice(new Device(name, kind, module, local, true)),
                        new PutAddress(new DesiredAddress(VIP, 32, name)));
        assertThat(readiness(document, pass)).allMatch(Readiness::ready);

        pass(document(2));

        assertThat(node.all().links()).doesNotContainKey(name);
        assertThat(reconciler.owesNothing()).isTrue();
    }

    @Test
    void ofGreWithAndWithoutChecksumsAtOneRealServerTheOneWithoutIsServedAndTheOtherNamed() throws Exception {
        DesiredState mixed = document(1, SUMMED_GRE, OTHER_GRE);

        BaselinePass pass = pass(mixed);

        assertThat(pass.failures()).isEmpty();
        assertThat(readiness(mixed, pass))
                .satisfiesExactly(
                        summed -> {
                            assertThat(summed.ready()).isFalse();
                            assertThat(summed.reason())
                                    .contains("without checksums to 192.168.148.132", "only one of both");
                        },
                        plain -> assertThat(plain).isEqualTo(new Readiness(OTHER_VIP, true, "it is on gre0")));
        assertThat(node.all().links().keySet()).noneMatch(it -> it.startsWith("lvsg-"));
    }

    /** Two real servers at one host, by address: each has its own device. */
    @Test
    void greWithAndWithoutChecksumsAtTwoAddressesOfAHostAreBothServed() throws Exception {
        InetAddress second = InetAddress.ofLiteral("fd00:148::132");
        DesiredState both =
                document(1, SUMMED_GRE, new ServedAddress(OTHER_VIP, second, Forwarding.TUNNEL, GRE.tunnel()));

        assertThat(readiness(both, pass(both))).hasSize(2).allMatch(Readiness::ready);
    }

    /** It would get all packets to the address and drop them, for as long as connections are drained. */
    @Test
    void theDeviceThatWantsChecksumsGoesAtOnceWhenNoneAreSentAnyMore() throws Exception {
        pass(document(1, SUMMED_GRE));
        String name = Device.of(SUMMED_GRE).name();
        node.refuse(DeleteDevice.class::isInstance);

        assertThat(readiness(document(2, GRE), pass(document(2, GRE), Withdrawal.NOT_YET)))
                .containsExactly(
                        new Readiness(VIP, false, name + " gets its packets and drops them, as they have no checksum"));

        node.refuse(_ -> false);
        BaselinePass pass = pass(document(2, GRE), Withdrawal.NOT_YET);
        assertThat(pass.done()).contains(new DeleteDevice(name));
        assertThat(node.all().addresses()).containsExactly(new DesiredAddress(VIP, 32, "gre0"));
        assertThat(readiness(document(2, GRE), pass)).allMatch(Readiness::ready);
        assertThat(pass(document(3), Withdrawal.WHEN_UNUSED).failures()).isEmpty();
        assertThat(reconciler.owesNothing()).isTrue();
    }
}
