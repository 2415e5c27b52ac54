package dev.lvsfleet.agent.desired;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.direct;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Persistence;
import dev.lvsfleet.contract.PersistenceEngine;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.SchedulerFlag;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.SlowStart;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.WhenDown;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRulesTest {

    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");

    @Test
    void aSoundDocumentHasNoFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, 3), real(133, 0)), service("tls", 443))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 65536, 70000})
    void aPortOutsideItsRangeIsAFault(int port) {
        assertThat(DocumentRules.faults(state(1, service("web", port))))
                .containsExactly("service web: port " + port + " is not between 0 and 65535");
    }

    @Test
    void aServiceThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(state(1, service("a", 80), service("b", 80))))
                .containsExactly("service b: 192.168.148.161:80 is there twice");
    }

    @Test
    void aRealServerThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, 1), real(132, 2)))))
                .containsExactly("service web, real server 192.168.148.132:80 is there twice");
    }

    @Test
    void aRealServerThatIsAVirtualAddressIsAFaultOfTheServiceThatForwardsToIt() {
        ServiceEndpoint rip = new ServiceEndpoint.Address(Protocol.TCP, RIP, 443);

        assertThat(DocumentRules.faults(state(1, web(direct(VIP, 80, 1, null)))))
                .containsExactly(
                        "service web, real server 192.168.148.161:80: is a virtual address of this document, so"
                                + " what is forwarded to it is lost");
        assertThat(DocumentRules.faults(state(1, web(real(132, 1)), service("other", rip))))
                .singleElement()
                .asString()
                .startsWith("service web, real server 192.168.148.132:80: is a virtual address");
    }

    @Test
    void aFallbackThatIsAVirtualAddressIsAFaultToo() {
        DesiredService sound = web(real(132, 1));
        DesiredService service = new DesiredService(
                sound.name(),
                sound.endpoint(),
                sound.scheduler(),
                sound.flags(),
                null,
                sound.realServers(),
                List.of(direct(VIP, 80, 1, null)),
                sound.policy());

        assertThat(DocumentRules.faults(state(1, service)))
                .anyMatch(fault -> fault.contains("192.168.148.161:80: is a virtual address"));
    }

    @Test
    void aPortMappingWithDirectRoutingIsAFault() {
        assertThat(DocumentRules.faults(state(1, service("web", 8080, real(132, 1)))))
                .containsExactly("service web, real server 192.168.148.132:80: DIRECT_ROUTING cannot map port 8080");
    }

    @Test
    void aPortMappingWithNatIsNone() {
        DesiredRealServer nat = new DesiredRealServer(RIP, 80, 1, 0, 0, Forwarding.NAT, null, null);

        assertThat(DocumentRules.faults(state(1, service("web", 8080, nat)))).isEmpty();
    }

    @Test
    void aNegativeWeightIsAFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, -1)))))
                .singleElement()
                .asString()
                .contains("negative");
    }

    @Test
    void aLowerThresholdAboveTheUpperOneIsAFault() {
        DesiredRealServer server = new DesiredRealServer(RIP, 80, 1, 10, 11, Forwarding.DIRECT_ROUTING, null, null);

        assertThat(DocumentRules.faults(state(1, web(server))))
                .singleElement()
                .asString()
                .contains("thresholds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "0.0.0.0", "255.255.255.255", "240.0.0.1", "0.1.2.3", "127.0.0.1"})
    void anAddressThatIsNotAHostsIsAFault(String literal) {
        DesiredRealServer server = direct(InetAddress.ofLiteral(literal), 80, 1, null);

        assertThat(DocumentRules.faults(state(1, web(server))))
                .singleElement()
                .asString()
                .endsWith("not a unicast address of a host");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "eth0; reboot", "a name", "sixteen-letters-", "..", "."})
    void anInterfaceNameTheKernelWouldNotTakeIsAFault(String name) {
        assertThat(DocumentRules.faults(holding(new DesiredAddress(VIP, 32, name))))
                .singleElement()
                .asString()
                .endsWith("is not an interface name");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 33})
    void aPrefixLengthOutsideItsRangeIsAFault(int prefixLength) {
        assertThat(DocumentRules.faults(holding(new DesiredAddress(VIP, prefixLength, "eth0"))))
                .singleElement()
                .asString()
                .contains("prefix length");
    }

    @Test
    void anAddressThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(
                        holding(new DesiredAddress(VIP, 32, "eth0"), new DesiredAddress(VIP, 32, "eth1"))))
                .containsExactly("address 192.168.148.161 is there twice");
    }

    @Test
    void aTunnelWithoutItsWrappingOrAWrappingWithoutATunnelIsAFault() {
        DesiredRealServer unwrapped = new DesiredRealServer(RIP, 80, 1, 0, 0, Forwarding.TUNNEL, null, null);
        DesiredRealServer wrapped = new DesiredRealServer(RIP, 80, 1, 0, 0, Forwarding.NAT, Tunnel.PLAIN, null);

        for (DesiredRealServer server : List.of(unwrapped, wrapped)) {
            assertThat(DocumentRules.faults(state(1, web(server))))
                    .singleElement()
                    .asString()
                    .contains("with tunnel");
        }
        assertThat(DocumentRules.faults(
                        state(1, web(new DesiredRealServer(RIP, 80, 1, 0, 0, Forwarding.TUNNEL, Tunnel.PLAIN, null)))))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everything")
    void whatTheKernelCanDoIsNoFault(DesiredService service) {
        assertThat(DocumentRules.faults(state(1, service))).isEmpty();
    }

    static Stream<DesiredService> everything() {
        ServiceEndpoint six = new ServiceEndpoint.Address(Protocol.SCTP, InetAddress.ofLiteral("2001:db8::161"), 80);
        DesiredRealServer sixth = tunnelled(InetAddress.ofLiteral("2001:db8::132"), Tunnel.PLAIN);
        return Stream.of(
                service("web", new ServiceEndpoint.Address(Protocol.UDP, VIP, 53)),
                service("web", six, sixth),
                web(sixth),
                service(
                        "web",
                        new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 0xffff_ffffL),
                        direct(RIP, 0, 1, null)),
                web(tunnelled(RIP, new Tunnel(Encapsulation.GUE, 6080, TunnelChecksum.REMCSUM))),
                web(tunnelled(RIP, new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.CSUM))),
                with(Set.of(SchedulerFlag.SH_PORT, SchedulerFlag.SH_FALLBACK), null),
                with(Set.of(), new Persistence(Duration.ofMinutes(6), 24, null)),
                everyPort(new Persistence(Duration.ofMinutes(6), 32, null), direct(RIP, 0, 1, null)));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void whatTheKernelWouldTakeAndBreakOnIsAFault(DesiredService service, String reason) {
        assertThat(DocumentRules.faults(state(1, service)))
                .singleElement()
                .asString()
                .startsWith("service web")
                .contains(reason);
    }

    static Stream<Arguments> broken() {
        InetAddress six = InetAddress.ofLiteral("2001:db8::132");
        return Stream.of(
                Arguments.of(
                        service("web", new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 0)), "firewall mark 0"),
                Arguments.of(
                        service("web", new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 1L << 32)),
                        "firewall mark"),
                Arguments.of(
                        service(
                                "web",
                                new ServiceEndpoint.FirewallMark(AddressFamily.IPV4, 1),
                                direct(RIP, 80, 1, null)),
                        "cannot map to this port"),
                Arguments.of(web(direct(six, 80, 1, null)), "only a tunnel leads to the other family"),
                Arguments.of(web(tunnelled(RIP, new Tunnel(Encapsulation.GUE, 0, TunnelChecksum.NONE))), "there is no"),
                Arguments.of(web(tunnelled(RIP, new Tunnel(Encapsulation.GRE, 1, TunnelChecksum.NONE))), "there is no"),
                Arguments.of(
                        web(tunnelled(RIP, new Tunnel(Encapsulation.IPIP, 0, TunnelChecksum.CSUM))), "there is no"),
                Arguments.of(with(Set.of(SchedulerFlag.MH_PORT), null), "no flag of scheduler sh"),
                Arguments.of(with(Set.of(SchedulerFlag.ONE_PACKET), null), "ops is for UDP alone"),
                Arguments.of(with(Set.of(), new Persistence(Duration.ZERO, 32, null)), "a persistence of"),
                Arguments.of(with(Set.of(), new Persistence(Duration.ofMinutes(6), 33, null)), "a persistence prefix"),
                Arguments.of(
                        with(Set.of(), new Persistence(Duration.ofMinutes(6), 32, PersistenceEngine.SIP)),
                        "is for UDP alone"),
                Arguments.of(everyPort(null, direct(RIP, 0, 1, null)), "is nothing without persistence"),
                Arguments.of(
                        everyPort(new Persistence(Duration.ofMinutes(6), 32, null), direct(RIP, 80, 1, null)),
                        "keep theirs"));
    }

    private static DesiredService everyPort(@Nullable Persistence persistence, DesiredRealServer server) {
        return new DesiredService(
                "web",
                new ServiceEndpoint.Address(Protocol.TCP, VIP, 0),
                Scheduler.WRR,
                Set.of(),
                persistence,
                List.of(server),
                List.of(),
                PoolPolicy.DEFAULT);
    }

    private static DesiredRealServer tunnelled(InetAddress address, Tunnel tunnel) {
        return new DesiredRealServer(address, 80, 1, 0, 0, Forwarding.TUNNEL, tunnel, null);
    }

    private static DesiredService with(Set<SchedulerFlag> flags, @Nullable Persistence persistence) {
        return new DesiredService(
                "web",
                new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
                Scheduler.SH,
                flags,
                persistence,
                List.of(),
                List.of(),
                PoolPolicy.DEFAULT);
    }

    @Test
    void aFallbackServerIsCheckedLikeARealServerAndIsNoneAsWell() {
        assertThat(DocumentRules.faults(state(1, web(PoolPolicy.DEFAULT, List.of(real(140, 1)), real(132, 1)))))
                .isEmpty();
        assertThat(DocumentRules.faults(state(1, web(PoolPolicy.DEFAULT, List.of(real(132, 1)), real(132, 1)))))
                .containsExactly("service web, real server 192.168.148.132:80 is there twice");
        assertThat(DocumentRules.faults(state(1, web(PoolPolicy.DEFAULT, List.of(real(140, -1)), real(132, 1)))))
                .singleElement()
                .asString()
                .contains("negative");
    }

    @ParameterizedTest
    @MethodSource("unsoundPolicies")
    void aPolicyThatCannotBeKeptIsAFault(PoolPolicy policy, String reason) {
        assertThat(DocumentRules.faults(state(1, web(policy, List.of(), real(132, 1)))))
                .singleElement()
                .asString()
                .startsWith("service web: ")
                .contains(reason);
    }

    static Stream<Arguments> unsoundPolicies() {
        Quorum one = new Quorum(1, 0);
        Duration none = Duration.ZERO;
        return Stream.of(
                Arguments.of(new PoolPolicy(WhenDown.REMOVE, -1, one, null, none), "ejection limit -1"),
                Arguments.of(new PoolPolicy(WhenDown.REMOVE, 101, one, null, none), "ejection limit 101"),
                Arguments.of(new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(0, 0), null, none), "quorum 0"),
                Arguments.of(new PoolPolicy(WhenDown.REMOVE, 100, new Quorum(3, 3), null, none), "hysteresis 3"),
                Arguments.of(
                        new PoolPolicy(WhenDown.REMOVE, 100, one, new SlowStart(none, 0), none), "slow start of PT0S"),
                Arguments.of(
                        new PoolPolicy(WhenDown.REMOVE, 100, one, new SlowStart(Duration.ofSeconds(1), -1), none),
                        "-1 steps"),
                Arguments.of(
                        new PoolPolicy(WhenDown.REMOVE, 100, one, null, Duration.ofSeconds(-1)), "drain timeout PT-1S"),
                Arguments.of(
                        new PoolPolicy(WhenDown.REMOVE, 100, one, null, Duration.ofSeconds(Long.MAX_VALUE)),
                        "drain timeout"));
    }

    @Test
    void noMoreThanTenFaultsAreNamed() {
        DesiredRealServer[] many =
                IntStream.range(1, 50).mapToObj(host -> real(host, -1)).toArray(DesiredRealServer[]::new);

        assertThat(DocumentRules.faults(state(1, web(many)))).hasSize(Faults.MOST);
    }

    private static DesiredState holding(DesiredAddress... addresses) {
        return new DesiredState(
                DesiredState.SCHEMA, "director-1", 1, "lab", "edge", NOON, List.of(addresses), List.of());
    }
}
