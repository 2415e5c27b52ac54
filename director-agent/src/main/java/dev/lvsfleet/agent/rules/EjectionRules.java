package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredRealServer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Decides which of those that are down may go, so that no more than a share of the pool is out at once. */
final class EjectionRules {

    private EjectionRules() {}

    /**
     * Who is out.
     *
     * @param servers the pool, in the order of the document
     * @param down those of it that are down
     * @param already those that are out
     * @param draining how many more real servers the service has that are on their way out
     * @param limit per cent of all of them, 0 to 100
     */
    static Set<Backend> out(
            List<DesiredRealServer> servers, Set<Backend> down, Set<Backend> already, int draining, int limit) {
        Set<Backend> out = new HashSet<>();
        List<Backend> candidates = new ArrayList<>();
        for (DesiredRealServer server : servers) {
            Backend backend = Backend.of(server);
            if (!down.contains(backend)) {
                continue;
            }
            if (server.weight() == 0) {
                out.add(backend); // it counts as out already, by the operator's will
            } else {
                candidates.add(backend);
            }
        }
        inOrder(candidates, already).limit(room(servers, draining, limit)).forEach(out::add);
        return out;
    }

    private static Stream<Backend> inOrder(List<Backend> candidates, Set<Backend> already) {
        return Stream.concat(
                candidates.stream().filter(already::contains),
                candidates.stream().filter(it -> !already.contains(it)));
    }

    /** How many that have a weight may be out. */
    private static long room(List<DesiredRealServer> servers, int draining, int limit) {
        long disabled = servers.stream().filter(it -> it.weight() == 0).count();
        long most = (servers.size() + (long) draining) * limit / 100;
        return Math.max(0, most - disabled - draining);
    }
}
