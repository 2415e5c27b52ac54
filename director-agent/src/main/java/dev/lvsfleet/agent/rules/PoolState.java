package dev.lvsfleet.agent.rules;

import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a service between two steps.
 *
 * @param pool its real servers, and those that drain
 * @param fallback its fallback servers
 * @param quorum whether it has its quorum
 * @param settled whether this run of the agent has stepped it before; who is met for the first time then has joined
 */
public record PoolState(Map<Backend, Member> pool, Map<Backend, Member> fallback, boolean quorum, boolean settled) {

    public static final PoolState NEW = new PoolState(Map.of(), Map.of(), false, false);

    public PoolState {
        pool = Map.copyOf(pool);
        fallback = Map.copyOf(fallback);
    }

    PoolState lasting() {
        return new PoolState(lasting(pool), lasting(fallback), quorum, false);
    }

    private static Map<Backend, Member> lasting(Map<Backend, Member> members) {
        return members.entrySet().stream()
                .filter(it -> it.getValue().down() || it.getValue().out())
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        it -> new Member(it.getValue().down(), it.getValue().out(), null)));
    }

    /**
     * What is remembered of a real server.
     *
     * @param down by the newest verdict there was, of whichever target
     * @param out whether it was taken out
     * @param rampFrom when its ramp began; null when it has none
     */
    public record Member(
            boolean down, boolean out, @Nullable Tick rampFrom) {

        public static final Member UP = new Member(false, false, null);
    }
}
