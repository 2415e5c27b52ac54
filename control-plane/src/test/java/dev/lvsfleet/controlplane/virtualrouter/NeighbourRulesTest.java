package dev.lvsfleet.controlplane.virtualrouter;

import static dev.lvsfleet.controlplane.testing.Routers.member;
import static dev.lvsfleet.controlplane.testing.Routers.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.controlplane.testing.Routers;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Node;
import dev.lvsfleet.controlplane.virtualrouter.Surroundings.Use;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NeighbourRulesTest {

    private static final Map<String, Node> DIRECTORS = Map.of(
            "director-1", new Node("edge", "eth0"),
            "director-2", new Node("edge", "eth0"),
            "director-3", new Node("core", "eth0"),
            "director-4", new Node("core", "eth1"));

    private static Surroundings beside(Routers... others) {
        return new Surroundings(
                DIRECTORS, Arrays.stream(others).map(Routers::spec).toList(), List.of());
    }

    private static Surroundings used(Use.Kind kind, String address, String group) {
        return new Surroundings(
                DIRECTORS, List.of(), List.of(new Use(InetAddress.ofLiteral(address), kind, "web", group)));
    }

    /** One that has nothing in common with the guide's. */
    private static Routers other() {
        return named("other").vrid(52).holds("192.168.148.162");
    }

    private static Routers core() {
        return other().of("core")
                .by(member("director-3", 100, "192.168.148.140"), member("director-4", 90, "192.168.148.141"));
    }

    static Stream<Arguments> inAgreement() {
        return Stream.of(
                Arguments.of("alone", named("guide"), beside()),
                Arguments.of("the same directors, the same sources", named("guide"), beside(other())),
                Arguments.of("the same id in another family", named("guide"), beside(six().vrid(51))),
                Arguments.of("the same id elsewhere, by unicast", named("guide"), beside(core().vrid(51))),
                Arguments.of(
                        "the same id on another interface",
                        named("guide"),
                        beside(other().vrid(51)
                                .by(
                                        new RouterSpec.Member(
                                                "director-1", 100, InetAddress.ofLiteral("10.0.0.1"), "eth1"),
                                        new RouterSpec.Member(
                                                "director-2", 90, InetAddress.ofLiteral("10.0.0.2"), "eth1")))),
                Arguments.of("in sync", named("guide").inSync("both"), beside(other().inSync("both"))),
                Arguments.of("its own service", named("guide"), used(Use.Kind.VIRTUAL, "192.168.148.161", "edge")),
                Arguments.of(
                        "a director that has its other virtual routers with a keepalived still",
                        named("guide").beside("192.168.148.140"),
                        beside(core())),
                Arguments.of(
                        "a link-local peer like a source on another link",
                        six().holds("2001:db8::162")
                                .by(member("director-1", 100, "fe80::3"), member("director-2", 90, "fe80::4"))
                                .beside("fe80::1"),
                        beside(six().vrid(53))),
                Arguments.of(
                        "a keepalived that serves as well",
                        named("guide").beside("192.168.148.140"),
                        used(Use.Kind.HOST, "192.168.148.140", "")),
                Arguments.of(
                        "a real server of another group",
                        named("guide"),
                        used(Use.Kind.REAL_SERVER, "192.168.148.161", "core")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inAgreement")
    void whatAgreesIsTaken(String what, Routers router, Surroundings around) {
        assertThat(NeighbourRules.check(router.spec(), around)).as(what).isEmpty();
    }

    static Stream<Arguments> inDisagreement() {
        Routers guide = named("guide");
        return Stream.of(
                Arguments.of("vrid", "on eth0 of director-1", guide, beside(other().vrid(51))),
                Arguments.of(
                        "vrid",
                        "by multicast",
                        named("guide").multicast(),
                        beside(core().vrid(51).multicast())),
                Arguments.of("addresses[0]", "of group core already", guide, beside(core().holds("192.168.148.161"))),
                Arguments.of(
                        "addresses[0]",
                        "from which director-3 advertises",
                        guide,
                        beside(core().by(member("director-3", 100, "192.168.148.161")))),
                Arguments.of(
                        "members[0].source",
                        "Is an address of virtual router other",
                        guide,
                        beside(core().holds("192.168.148.130"))),
                Arguments.of(
                        "members[1].source",
                        "Is the source of director-3 in other",
                        guide,
                        beside(core().by(member("director-3", 100, "192.168.148.131")))),
                Arguments.of(
                        "members[0].director",
                        "no director called director-3 in group edge",
                        named("guide").by(member("director-3", 100, "192.168.148.130")),
                        beside()),
                Arguments.of(
                        "members[0].director",
                        "no director called nobody",
                        named("guide").by(member("nobody", 100, "192.168.148.130")),
                        beside()),
                Arguments.of(
                        "addresses[0]",
                        "of group core, whose",
                        guide,
                        used(Use.Kind.VIRTUAL, "192.168.148.161", "core")),
                Arguments.of(
                        "addresses[0]",
                        "never leaves it",
                        guide,
                        used(Use.Kind.REAL_SERVER, "192.168.148.161", "edge")),
                Arguments.of(
                        "members[0].source",
                        "virtual address of web",
                        guide,
                        used(Use.Kind.VIRTUAL, "192.168.148.130", "edge")),
                Arguments.of(
                        "members[1].source",
                        "Is the address of real server web",
                        guide,
                        used(Use.Kind.HOST, "192.168.148.131", "")),
                Arguments.of(
                        "addresses[0]",
                        "Is the address of real server web",
                        guide,
                        used(Use.Kind.HOST, "192.168.148.161", "")),
                Arguments.of(
                        "addresses[0]",
                        "otherPeers of virtual router other",
                        guide,
                        beside(core().beside("192.168.148.161"))),
                Arguments.of(
                        "otherPeers[0]",
                        "Is an address of virtual router other",
                        named("guide").beside("192.168.148.162"),
                        beside(other())),
                Arguments.of(
                        "otherPeers[0]",
                        "director-1, a member, advertises in other",
                        named("guide").beside("10.0.0.1"),
                        beside(other().by(member("director-1", 100, "10.0.0.1")))),
                Arguments.of(
                        "otherPeers[0]",
                        "virtual address of web",
                        named("guide").beside("192.168.148.163"),
                        used(Use.Kind.VIRTUAL, "192.168.148.163", "core")),
                Arguments.of("syncGroup", "of one group", named("guide").inSync("both"), beside(core().inSync("both"))),
                Arguments.of(
                        "syncGroup",
                        "other members: [director-1]",
                        named("guide").inSync("both"),
                        beside(other().inSync("both").by(member("director-1", 100, "192.168.148.130")))),
                Arguments.of(
                        "syncGroup",
                        "prefer another director: [director-2, director-1]",
                        named("guide").inSync("both"),
                        beside(other().inSync("both")
                                .by(
                                        member("director-1", 90, "192.168.148.130"),
                                        member("director-2", 100, "192.168.148.131")))),
                Arguments.of(
                        "syncGroup",
                        "whose preempt is another",
                        named("guide").inSync("both"),
                        beside(other().inSync("both").preempt(false, Duration.ZERO))));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("inDisagreement")
    void whatDisagreesIsRefusedWithItsReason(String field, String reason, Routers router, Surroundings around) {
        assertThat(NeighbourRules.check(router.spec(), around)).singleElement().satisfies(error -> {
            assertThat(error.field()).isEqualTo(field);
            assertThat(error.message()).contains(reason);
        });
    }

    @Test
    void theOwnerOfAnAddressMayAdvertiseFromItEverywhere() {
        Routers owned = named("owned").holds("192.168.148.130").by(member("director-1", 255, "192.168.148.130"));

        assertThat(NeighbourRules.check(owned.spec(), beside(other()))).isEmpty();
        assertThat(NeighbourRules.check(other().spec(), beside(owned))).isEmpty();
    }

    private static Routers six() {
        return named("six")
                .holds("2001:db8::161")
                .by(member("director-1", 100, "fe80::1"), member("director-2", 90, "fe80::2"));
    }
}
