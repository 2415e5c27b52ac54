package dev.lvsfleet.agent.rules;

import dev.lvsfleet.agent.rules.PoolState.Member;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The usual case, and the reason why a change in one pool of thousands is quick: a pool in which nothing happens. Everybody is
 * known and up, as before, with the quorum; then nothing has to be remembered anew.
 */
final class QuietPoolRules {

    private QuietPoolRules() {}

    static boolean isQuiet(DesiredService config, PoolState state, PoolMachine.Input input) {
        return state.settled()
                && state.quorum()
                && input.draining().isEmpty()
                && isQuiet(config.realServers(), state.pool(), input)
                && isQuiet(config.fallback(), state.fallback(), input)
                && QuorumRules.has(config.policy().quorum(), true, strength(config));
    }

    /** What {@link PoolMachine} makes of a quiet pool. */
    static PoolMachine.Step step(DesiredService config, PoolState state) {
        EffectiveService serves = new EffectiveService(
                config,
                config.realServers().stream()
                        .map(it -> new Placement(it, Standing.IN_POOL, it.weight()))
                        .toList(),
                config.fallback().stream()
                        .map(it -> new Placement(it, Standing.STANDBY, 0))
                        .toList(),
                true);
        return new PoolMachine.Step(state, serves, Optional.empty());
    }

    private static boolean isQuiet(
            List<DesiredRealServer> servers, Map<Backend, Member> members, PoolMachine.Input input) {
        if (servers.size() != members.size()) {
            return false;
        }
        for (DesiredRealServer server : servers) {
            String target = server.target();
            boolean isDown = target != null && input.verdicts().isDown(target);
            if (isDown || !Member.UP.equals(members.get(Backend.of(server)))) {
                return false;
            }
        }
        return true;
    }

    private static long strength(DesiredService config) {
        long sum = 0;
        for (DesiredRealServer server : config.realServers()) {
            sum += server.weight();
        }
        return sum;
    }
}
