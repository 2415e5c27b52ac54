package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredRealServer;
import org.jspecify.annotations.Nullable;

/**
 * A real server, what it may do, and the weight that the kernel gets.
 *
 * @param weight 0 when it is not in the table
 */
public record Placement(DesiredRealServer server, Standing standing, int weight) {

    // By hand, as each pass compares all of them, and the agent's compiler does not look into what a record is given.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Placement it
                        && weight == it.weight
                        && standing == it.standing
                        && server.equals(it.server));
    }

    @Override
    public int hashCode() {
        return 31 * server.hashCode() + weight;
    }
}
