package dev.lvsfleet.controlplane.publish;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A row of {@code outbox}: either the group or the node is given. */
record OutboxEntry(
        long id,
        String site,
        @Nullable String group,
        @Nullable String node,
        Instant createdAt) {}
