package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.ConnectionSync;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Elections;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Node;
import dev.lvsfleet.controlplane.publish.GroupSnapshot.Wish;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec.Member;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles the virtual routers of a group into each director's own part: what all must agree on comes from one place. */
final class FailoverCompiler {

    private FailoverCompiler() {}

    /** Those that one director holds at a time, so that none holds them for good. */
    static Set<InetAddress> addresses(Elections elections) {
        return elections.routers().stream()
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The node's part in each of the virtual routers that it is a member of, in the order of their names. */
    static Failover compile(Elections elections, Node node) {
        List<VirtualRouter> routers = elections.routers().stream()
                .sorted(Comparator.comparing(RouterSpec::name))
                .flatMap(spec -> spec.members().stream()
                        .filter(member -> member.director().equals(node.name()))
                        .map(member ->
                                router(spec, member, node, elections.wishes().get(spec.name()))))
                .toList();
        return new Failover(
                routers,
                Optional.ofNullable(elections.syncId())
                        .map(id -> new ConnectionSync(id, node.networkInterface()))
                        .orElse(null));
    }

    private static VirtualRouter router(RouterSpec spec, Member member, Node node, @Nullable Wish wish) {
        return new VirtualRouter(
                spec.name(),
                spec.vrid(),
                spec.advertising().version(),
                member.networkInterface(node.networkInterface()),
                member.source(),
                spec.advertising().transport(),
                peers(spec, member),
                member.priority(),
                spec.advertising().interval(),
                spec.preemption().preempt(),
                spec.preemption().delay(),
                spec.preemption().startupDelay(),
                spec.advertising().password(),
                spec.addresses(),
                spec.syncGroup(),
                spec.safety().lease(),
                spec.safety().whenUnable(),
                spec.safety().yieldWithoutQuorum(),
                switchOver(member, wish));
    }

    private static List<InetAddress> peers(RouterSpec spec, Member member) {
        List<InetAddress> peers = new ArrayList<>();
        spec.members().stream()
                .filter(other -> !other.equals(member))
                .sorted(Comparator.comparing(Member::director))
                .map(Member::source)
                .forEach(peers::add);
        peers.addAll(spec.otherPeers());
        return peers;
    }

    /**
     * In the document of the one alone that is asked: documents arrive at different times, and whoever took the role meanwhile
     * must not find the wish in its own.
     */
    private static @Nullable SwitchOver switchOver(Member member, @Nullable Wish wish) {
        return wish != null && wish.from().equals(member.director()) ? new SwitchOver(wish.id()) : null;
    }
}
