package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.lvsfleet.contract.RouterState;
import java.util.List;

/**
 * What {@code GET /api/v1/status} answers: {@link StatusView}, and how the node is prepared.
 *
 * @param role {@code director} or {@code real-server}
 * @param virtualRouters the node's part in each, as it reports it
 */
public record NodeView(
        String role, @JsonUnwrapped StatusView status, PreparationView baseline, List<RouterState> virtualRouters) {}
