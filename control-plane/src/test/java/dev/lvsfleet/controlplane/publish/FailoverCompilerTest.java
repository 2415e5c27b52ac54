package dev.lvsfleet.controlplane.publish;

import static dev.lvsfleet.controlplane.testing.Routers.named;
import static dev.lvsfleet.controlplane.testing.Services.server;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Elections;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Node;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Wish;
import dev.lvsfleet.controlplane.testing.Routers;
import dev.lvsfleet.controlplane.testing.Services;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FailoverCompilerTest {

    private static final List<Node> PAIR =
            List.of(new Node("director-1", "eth0"), new Node("director-2", "bond0"), new Node("director-3", "eth0"));
    private static final VirtualService WEB = Services.at("web", "192.168.148.161", 80)
            .to(server("192.168.148.132", 80))
            .service();
    private static final VirtualService OLD =
            Services.at("old", "192.168.148.9", 80).service();

    private static List<DesiredState> compile(Elections elections) {
        return DesiredStateCompiler.compile(
                new GroupSnapshot("edge", "lab", 7, Instant.parse("2026-11-22T08:00:00Z"), PAIR, List.of(WEB, OLD))
                        .with(elections));
    }

    @Test
    void eachMemberGetsItsOwnPartAndTheOthersForPeers() {
        List<DesiredState> documents = compile(
                new Elections(List.of(named("guide").beside("192.168.148.140").spec()), Map.of(), null));

        VirtualRouter first = documents.get(0).failover().virtualRouters().getFirst();
        VirtualRouter second = documents.get(1).failover().virtualRouters().getFirst();
        assertThat(first.priority()).isEqualTo(100);
        assertThat(first.networkInterface()).isEqualTo("eth0");
        assertThat(AddressText.of(first.source())).isEqualTo("192.168.148.130");
        assertThat(first.peers()).extracting(AddressText::of).containsExactly("192.168.148.131", "192.168.148.140");
        assertThat(second.priority()).isEqualTo(90);
        assertThat(second.networkInterface()).isEqualTo("bond0");
        assertThat(second.peers()).extracting(AddressText::of).containsExactly("192.168.148.130", "192.168.148.140");
        assertThat(documents.get(2).failover()).isEqualTo(Failover.NONE);
    }

    @Test
    void whatIsElectedIsHeldForGoodByNobodyAndTheRestByAllAsBefore() {
        List<DesiredState> documents =
                compile(new Elections(List.of(named("guide").spec()), Map.of(), null));

        assertThat(documents)
                .allSatisfy(document -> assertThat(document.addresses())
                        .extracting(held -> AddressText.of(held.address()))
                        .containsExactly("192.168.148.9"))
                .allSatisfy(document -> assertThat(document.services()).hasSize(2));
        assertThat(compile(Elections.NONE))
                .allSatisfy(document -> assertThat(document.addresses()).hasSize(2));
    }

    @Test
    void aWishIsInTheDocumentOfTheOneThatIsAskedAlone() {
        List<DesiredState> documents = compile(
                new Elections(List.of(named("guide").spec()), Map.of("guide", new Wish(6, "director-2")), null));

        assertThat(documents.get(0).failover().virtualRouters().getFirst().switchOver())
                .isNull();
        assertThat(documents.get(1).failover().virtualRouters().getFirst().switchOver())
                .isEqualTo(new SwitchOver(6));
    }

    @Test
    void aMembersOwnInterfaceGoesBeforeItsDirectors() {
        Member elsewhere = new Member("director-1", 100, InetAddress.ofLiteral("10.0.0.1"), "eth9");

        assertThat(compile(new Elections(List.of(named("guide").by(elsewhere).spec()), Map.of(), null))
                        .getFirst()
                        .failover()
                        .virtualRouters()
                        .getFirst()
                        .networkInterface())
                .isEqualTo("eth9");
    }

    @Test
    void everyDirectorSynchronisesOnItsOwnInterface() {
        assertThat(compile(new Elections(List.of(), Map.of(), 7)))
                .extracting(document -> document.failover().connectionSync())
                .containsExactly(
                        new ConnectionSync(7, "eth0"), new ConnectionSync(7, "bond0"), new ConnectionSync(7, "eth0"));
    }

    /** What two directors are told of one virtual router differs in nothing but their own part, whatever the group is. */
    @Test
    void thePeersOfARandomGroupCannotDriftApart() {
        for (long seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            List<Node> nodes = IntStream.rangeClosed(1, 1 + random.nextInt(6))
                    .mapToObj(it -> new Node("director-" + it, "eth" + random.nextInt(3)))
                    .toList();
            List<RouterSpec> routers = IntStream.rangeClosed(1, 1 + random.nextInt(5))
                    .mapToObj(it -> router(random, it, nodes))
                    .toList();
            List<DesiredState> documents = DesiredStateCompiler.compile(
                    new GroupSnapshot("edge", "lab", 7, Instant.EPOCH, nodes, List.of(WEB, OLD))
                            .with(new Elections(routers, Map.of(), null)));
            String when = "seed " + seed;
            routers.forEach(spec -> check(when + ", " + spec.name(), spec, documents));
            List<RouterSpec> shuffled = new ArrayList<>(routers);
            Collections.shuffle(shuffled, random);
            assertThat(DesiredStateCompiler.compile(
                            new GroupSnapshot("edge", "lab", 7, Instant.EPOCH, nodes, List.of(OLD, WEB))
                                    .with(new Elections(shuffled, Map.of(), null))))
                    .as("seed %d", seed)
                    .isEqualTo(documents);
        }
    }

    private static RouterSpec router(Random random, int number, List<Node> nodes) {
        List<Node> shuffled = new ArrayList<>(nodes);
        Collections.shuffle(shuffled, random);
        List<Member> members = new ArrayList<>();
        for (Node node : shuffled.subList(0, 1 + random.nextInt(nodes.size()))) {
            members.add(
                    Routers.member(node.name(), 200 - members.size(), "10.0." + number + "." + (members.size() + 1)));
        }
        return named("router-" + number)
                .vrid(number)
                .holds("192.0.2." + number)
                .every(Duration.ofMillis(10L * (1 + random.nextInt(100))))
                .by(members.toArray(Member[]::new))
                .spec();
    }

    private static void check(String when, RouterSpec spec, List<DesiredState> documents) {
        Map<InetAddress, Set<InetAddress>> told = new HashMap<>();
        Set<VirtualRouter> common = new HashSet<>();
        for (DesiredState document : documents) {
            document.failover().virtualRouters().stream()
                    .filter(it -> it.name().equals(spec.name()))
                    .forEach(its -> {
                        told.put(its.source(), Set.copyOf(its.peers()));
                        common.add(withoutItsOwnPart(its));
                    });
        }
        assertThat(common).as(when).hasSize(1);
        assertThat(told).as(when).hasSameSizeAs(spec.members());
        told.forEach((source, peers) -> {
            Set<InetAddress> others = new HashSet<>(told.keySet());
            others.remove(source);
            assertThat(peers).as(when).isEqualTo(others);
        });
    }

    private static VirtualRouter withoutItsOwnPart(VirtualRouter its) {
        return new VirtualRouter(
                its.name(),
                its.vrid(),
                its.version(),
                "",
                InetAddress.ofLiteral("0.0.0.0"),
                its.transport(),
                List.of(),
                0,
                its.advertInterval(),
                its.preempt(),
                its.preemptDelay(),
                its.startupDelay(),
                its.password(),
                its.addresses(),
                its.syncGroup(),
                its.lease(),
                its.whenUnable(),
                its.yieldWithoutQuorum(),
                null);
    }
}
