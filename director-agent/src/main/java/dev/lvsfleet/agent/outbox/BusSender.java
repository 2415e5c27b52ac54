package dev.lvsfleet.agent.outbox;

import java.util.concurrent.CompletionStage;

/** Hands one record to the bus. */
@FunctionalInterface
public interface BusSender {

    /** Completes when the bus has the record, exceptionally when it will not; must not block and should not throw. */
    CompletionStage<?> send(byte[] content);
}
