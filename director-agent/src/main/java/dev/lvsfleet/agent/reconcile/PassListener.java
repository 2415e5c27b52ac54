package dev.lvsfleet.agent.reconcile;

import java.time.Duration;
import java.util.Optional;

/** Told what the loop does, for metrics. Called on the loop's thread; must not block or throw. */
public interface PassListener extends OperationMeter {

    /** A pass ended.
     *
     * @param fromReceipt from a document's receipt to its finished plan; empty when no document caused the pass */
    void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt);

    /** So many things of ours somebody else keeps undoing; after each pass. */
    default void contested(int things) {}

    /** A pass ended in an exception nobody expected. */
    void broke();

    /** Something failed before, and is tried again before the resync is due. */
    void retried();
}
