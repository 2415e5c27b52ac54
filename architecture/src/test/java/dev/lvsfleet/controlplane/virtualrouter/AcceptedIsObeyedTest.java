package dev.lvsfleet.controlplane.virtualrouter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.desired.DocumentRules;
import dev.lvsfleet.agent.failover.RouterCompiler;
import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.contract.VirtualRouter.Transport;
import dev.lvsfleet.contract.VirtualRouterLimits;
import dev.lvsfleet.contract.WhenUnable;
import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.problem.ProblemException;
import dev.lvsfleet.controlplane.publish.DesiredStateCompiler;
import dev.lvsfleet.controlplane.publish.GroupSnapshot;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Elections;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Node;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What a sound virtual router is, is said at the edge of the control plane, again where a node takes a document, and again where
 * it is told to the election: whatever the first takes, the others take too, or a 2xx would end in nobody holding the address.
 */
class AcceptedIsObeyedTest {

    private static final int GROUPS = 3_000;
    private static final List<String> DIRECTORS = List.of("director-1", "director-2", "director-3");

    @Test
    void whateverTheApiAcceptsEveryMemberObeys() throws MalformedRecordException {
        int accepted = 0;
        int refused = 0;
        Set<String> seen = new TreeSet<>();
        for (long seed = 0; seed < GROUPS; seed++) {
            RandomRouter requests = new RandomRouter(new Random(seed), DIRECTORS);
            List<RouterSpec> group = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Optional<RouterSpec> router = accept(requests, "vi-" + i, group);
                router.ifPresent(group::add);
                refused += router.isPresent() ? 0 : 1;
            }
            accepted += group.size();
            group.forEach(it -> seen.addAll(kinds(it)));
            for (DesiredState document : compiled(group)) {
                checkObeyed("seed " + seed, document);
            }
        }

        assertThat(accepted).isGreaterThan(GROUPS);
        assertThat(refused).isGreaterThan(GROUPS);
        assertThat(seen)
                .contains("90 of IPV6", "255 of IPV4", "owner", "password", "version 2", "multicast", "other peers")
                .contains(
                        "link-local source", "sync group", "lower", "yields", "lease PT3S", "lease PT1H", "priority 1")
                .contains("interval PT0.01S", "interval PT40.95S", "interval PT4M15S", "delay PT1H", "start-up PT1H");
    }

    private static Optional<RouterSpec> accept(RandomRouter requests, String name, List<RouterSpec> others) {
        try {
            RouterSpec spec = new JsonBody(requests.named(name)).as(body -> RouterReader.read(body, ""));
            Map<String, Surroundings.Node> nodes =
                    DIRECTORS.stream().collect(Collectors.toMap(it -> it, _ -> new Surroundings.Node("edge", "eth0")));
            return NeighbourRules.check(spec, new Surroundings(nodes, others, List.of()))
                            .isEmpty()
                    ? Optional.of(spec)
                    : Optional.empty();
        } catch (ProblemException refused) {
            return Optional.empty();
        }
    }

    private static List<DesiredState> compiled(List<RouterSpec> group) {
        List<Node> nodes = DIRECTORS.stream().map(it -> new Node(it, "eth0")).toList();
        Elections elections = new Elections(group, Map.of(), null);
        return DesiredStateCompiler.compile(
                new GroupSnapshot("edge", "lab", 7, Instant.EPOCH, nodes, List.of(), Map.of(), elections));
    }

    private static void checkObeyed(String when, DesiredState document) throws MalformedRecordException {
        DesiredState received =
                ContractJson.decode(ContractJson.encode(document), DesiredState.class, DesiredState.SCHEMA);
        List<VirtualRouter> routers = received.failover().virtualRouters();
        RouterCompiler.Compiled compiled = RouterCompiler.compile(routers, Set.of());
        assertThat(DocumentRules.faults(received)).as(when).isEmpty();
        assertThat(compiled.refused()).as(when).isEmpty();
        assertThat(compiled.settings().routers()).as(when).hasSameSizeAs(routers);
    }

    /** What a virtual router is an example of, so that the requests cannot become dull unnoticed. */
    private static Set<String> kinds(RouterSpec spec) {
        return Stream.of(
                        spec.addresses().size() + " of " + spec.family(),
                        "version " + spec.advertising().version(),
                        "interval " + spec.advertising().interval(),
                        "lease " + spec.safety().lease(),
                        "delay " + spec.preemption().delay(),
                        "start-up " + spec.preemption().startupDelay(),
                        spec.advertising().password() == null ? "" : "password",
                        spec.advertising().transport() == Transport.MULTICAST ? "multicast" : "",
                        spec.safety().whenUnable() == WhenUnable.LOWER ? "lower" : "",
                        spec.safety().yieldWithoutQuorum() ? "yields" : "",
                        spec.syncGroup() == null ? "" : "sync group",
                        spec.otherPeers().isEmpty() ? "" : "other peers",
                        has(spec, it -> it.priority() == VirtualRouterLimits.OWNER) ? "owner" : "",
                        has(spec, it -> it.priority() == 1) ? "priority 1" : "",
                        spec.family() == AddressFamily.IPV6
                                        && has(spec, it -> it.source().isLinkLocalAddress())
                                ? "link-local source"
                                : "")
                .collect(Collectors.toSet());
    }

    private static boolean has(RouterSpec spec, Predicate<RouterSpec.Member> what) {
        return spec.members().stream().anyMatch(what);
    }
}
