package dev.lvsfleet.controlplane.doctor;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was found on a node, in an answer.
 *
 * @param role {@code director} or {@code real-server}
 * @param reportedAt when the newest reported pass ended, by the node's clock; absent before that
 * @param ageMillis since that report was received, by the database's clock; absent before one
 * @param since when these findings were found first, as the node wrote it; absent before the first examination since the agent's
 *     start
 * @param findings a list, as it came over the bus, of one severity when one was asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NodeFindings(
        String node,
        String site,
        String role,
        @Nullable Instant reportedAt,
        @Nullable Long ageMillis,
        @Nullable String since,
        @JsonRawValue String findings) {}
