package dev.lvsfleet.agent.servicestate;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Hands one record to the bus, into the partition of this node. */
@FunctionalInterface
public interface KeyedSender {

    /** Completes when the bus has the record, exceptionally when it will not; must not block and should not throw.
     *
     * @param content null for a tombstone */
    CompletionStage<?> send(String key, byte @Nullable [] content);
}
