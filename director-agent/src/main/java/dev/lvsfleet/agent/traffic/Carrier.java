package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ServiceKey;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the table that carries something.
 *
 * @param realServer null for the service itself
 */
public record Carrier(ServiceKey service, @Nullable DestinationKey realServer) {}
