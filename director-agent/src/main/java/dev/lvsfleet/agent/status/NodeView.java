package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * What {@code GET /api/v1/status} answers: {@link StatusView}, and how the node is prepared.
 *
 * @param role {@code director} or {@code real-server}
 */
public record NodeView(String role, @JsonUnwrapped StatusView status, PreparationView baseline) {}
