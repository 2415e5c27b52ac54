package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import java.util.List;

/**
 * A service as it is really served: the operator's pool without the real servers that health took out.
 *
 * @param pool who is in the kernel's table, with the operator's weights, in the operator's order
 * @param ejected who left the pool because the target is down
 * @param held who is down too, but stays because otherwise nobody would be left
 */
public record EffectiveService(
        DesiredService desired,
        List<DesiredRealServer> pool,
        List<DesiredRealServer> ejected,
        List<DesiredRealServer> held) {

    public EffectiveService {
        pool = List.copyOf(pool);
        ejected = List.copyOf(ejected);
        held = List.copyOf(held);
    }
}
