package dev.lvsfleet.agent.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.WhenUnable;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailoverRulesTest {

    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.168.148.130");
    private static final InetAddress PEER = InetAddress.ofLiteral("192.168.148.131");

    /** The guide's virtual router; a test changes what it is about. */
    private static final class Draft {
        String name = "guide";
        int vrid = 51;
        int version = 3;
        String networkInterface = "eth0";
        InetAddress source = SOURCE;
        List<InetAddress> peers = List.of(PEER);
        int priority = 100;
        Duration interval = Duration.ofSeconds(1);
        boolean preempt = true;
        Duration preemptDelay = Duration.ZERO;
        Duration startupDelay = Duration.ZERO;

        @Nullable
        String password;

        List<InetAddress> addresses = List.of(Documents.VIP);
        Duration lease = Duration.ofSeconds(5);

        @Nullable
        SwitchOver switchOver;

        Draft holds(InetAddress... held) {
            addresses = List.of(held);
            return this;
        }

        VirtualRouter router() {
            return new VirtualRouter(
                    name,
                    vrid,
                    version,
                    networkInterface,
                    source,
                    VirtualRouter.Transport.UNICAST,
                    peers,
                    priority,
                    interval,
                    preempt,
                    preemptDelay,
                    startupDelay,
                    password,
                    addresses,
                    null,
                    lease,
                    WhenUnable.FAULT,
                    false,
                    switchOver);
        }
    }

    private static VirtualRouter router(UnaryOperator<Draft> change) {
        return change.apply(new Draft()).router();
    }

    private static List<String> faults(VirtualRouter... routers) {
        return DocumentRules.faults(document(new Failover(List.of(routers), null)));
    }

    private static DesiredState document(Failover failover, DesiredRealServer... realServers) {
        return new DesiredState(
                        DesiredState.SCHEMA,
                        "director-1",
                        9,
                        "lab",
                        "edge",
                        Documents.NOON,
                        List.of(),
                        List.of(Documents.web(realServers)))
                .with(failover);
    }

    static Stream<Arguments> sound() {
        return Stream.of(
                Arguments.of("the guide's", router(it -> it)),
                Arguments.of("version 2", router(it -> {
                    it.version = 2;
                    it.password = "12345678";
                    it.interval = Duration.ofSeconds(255);
                    return it;
                })),
                Arguments.of("an owner", router(it -> {
                    it.priority = 255;
                    it.addresses = List.of(Documents.VIP, SOURCE);
                    return it;
                })),
                Arguments.of("link-local", router(it -> {
                    it.source = InetAddress.ofLiteral("fe80::1");
                    it.peers = List.of(InetAddress.ofLiteral("fe80::2"));
                    it.addresses = List.of(InetAddress.ofLiteral("2001:db8::161"));
                    it.interval = Duration.ofMillis(40_950);
                    return it;
                })),
                Arguments.of("a switch-over", router(it -> {
                    it.switchOver = new SwitchOver(9);
                    return it;
                })));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sound")
    void aSoundVirtualRouterHasNoFault(String what, VirtualRouter router) {
        assertThat(faults(router)).as(what).isEmpty();
    }

    static Stream<Arguments> unsound() {
        return Stream.of(
                fault("id 0 is not", it -> it.vrid = 0),
                fault("id 256 is not", it -> it.vrid = 256),
                fault("version 4 is neither", it -> it.version = 4),
                fault("has no name", it -> it.name = ""),
                fault("not an interface name", it -> it.networkInterface = "-x"),
                fault("source 224.0.0.1 is not unicast", it -> it.source = InetAddress.ofLiteral("224.0.0.1")),
                fault("peer 192.168.148.130 is its source", it -> it.peers = List.of(SOURCE)),
                fault("there twice", it -> it.peers = List.of(PEER, PEER)),
                fault("peer 2001:db8::1 is not", it -> it.peers = List.of(InetAddress.ofLiteral("2001:db8::1"))),
                fault("priority 0 is not", it -> it.priority = 0),
                fault("not among its addresses", it -> it.priority = 255),
                fault("the source among its addresses", it -> it.addresses = List.of(SOURCE)),
                fault("owner of an address preempts", it -> {
                    it.priority = 255;
                    it.addresses = List.of(SOURCE);
                    it.preempt = false;
                }),
                fault("does not preempt", it -> {
                    it.preempt = false;
                    it.preemptDelay = Duration.ofSeconds(1);
                }),
                fault("steps of 10 ms", it -> it.interval = Duration.ofMillis(15)),
                fault("steps of 10 ms", it -> it.interval = Duration.ofMillis(40_960)),
                fault("whole seconds, 1 to 255", it -> {
                    it.version = 2;
                    it.interval = Duration.ofMillis(1500);
                }),
                fault("version 3 has no password", it -> it.password = "1111"),
                fault("1 to 8 visible", it -> {
                    it.version = 2;
                    it.password = "123456789";
                }),
                fault("for IPv4 alone", it -> {
                    it.version = 2;
                    it.source = InetAddress.ofLiteral("2001:db8::130");
                    it.peers = List.of();
                    it.addresses = List.of(InetAddress.ofLiteral("2001:db8::161"));
                }),
                fault("0 addresses", it -> it.addresses = List.of()),
                fault(
                        "2001:db8::161 is not a unicast address of a host, of its source's family",
                        it -> it.addresses = List.of(InetAddress.ofLiteral("2001:db8::161"))),
                fault("held otherwise", it -> it.addresses = List.of(Documents.VIP, Documents.VIP)),
                fault("preempt delay PT-1S", it -> it.preemptDelay = Duration.ofSeconds(-1)),
                fault("start-up delay PT2H", it -> it.startupDelay = Duration.ofHours(2)),
                fault("lease PT1.5S", it -> it.lease = Duration.ofMillis(1500)),
                fault("a switch-over of revision 10", it -> it.switchOver = new SwitchOver(10)));
    }

    private static Arguments fault(String sentence, Consumer<Draft> change) {
        return Arguments.of(sentence, router(it -> {
            change.accept(it);
            return it;
        }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unsound")
    void whatContradictsItselfIsRefusedAndNotCorrected(String sentence, VirtualRouter router) {
        assertThat(faults(router)).anyMatch(it -> it.contains(sentence));
    }

    @Test
    void twoVirtualRoutersShareNeitherNameNorIdOnALinkNorAddress() {
        assertThat(faults(router(it -> it), router(it -> it)))
                .containsExactly(
                        "virtual router guide is there twice",
                        "virtual router guide: id 51 is there twice on eth0",
                        "virtual router guide: 192.168.148.161 is held otherwise too");
    }

    @Test
    void anAddressIsNotHeldForGoodToo() {
        DesiredState both = Documents.state(9).with(new Failover(List.of(router(it -> it)), null));

        assertThat(DocumentRules.faults(both))
                .containsExactly("virtual router guide: 192.168.148.161 is held otherwise too");
    }

    @Test
    void aRealServerTakesPartInNoElection() {
        DesiredState served = DesiredState.ofRealServer("director-1", 9, "lab", Documents.NOON, List.of(), null)
                .with(new Failover(List.of(router(it -> it)), null));

        assertThat(DocumentRules.faults(served)).containsExactly("a real server takes part in no election");
    }

    @Test
    void aRealServerOfTheOtherFamilyExcludesConnectionSynchronisation() {
        DesiredRealServer six = new DesiredRealServer(
                InetAddress.ofLiteral("2001:db8::132"),
                80,
                1,
                0,
                0,
                Forwarding.TUNNEL,
                new Tunnel(Encapsulation.IPIP, 0, TunnelChecksum.NONE),
                null);
        Failover sync = new Failover(List.of(), new ConnectionSync(256, "-"));

        assertThat(DocumentRules.faults(document(Failover.NONE, six))).isEmpty();
        assertThat(DocumentRules.faults(document(sync, six)))
                .containsExactly(
                        "connection synchronisation: id 256 is not between 0 and 255",
                        "connection synchronisation: '-' is not an interface name",
                        "service web: a real server of the other family excludes connection synchronisation");
    }

    @Test
    void aRealServerIsNoAddressOfAVirtualRouter() {
        DesiredState looped = document(
                new Failover(List.of(router(it -> it.holds(Documents.VIP, PEER))), null),
                Documents.direct(PEER, 80, 1, null));

        assertThat(DocumentRules.faults(looped)).anyMatch(it -> it.contains("192.168.148.131"));
    }
}
