package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import java.util.Optional;

/** Told what the baseline loop does; called on its thread. */
public interface PreparationListener {

    /** For a director, whose reconcile loop reports. */
    PreparationListener NOBODY = new PreparationListener() {
        @Override
        public Preparation passed(
                Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations) {
            return after;
        }

        @Override
        public void refused(Preparation now, String reason) {}
    };

    /**
     * A pass ended.
     *
     * @param document the one the node is prepared for
     * @param operations how many changes were made
     * @return the preparation as it stands after this, with what went wrong meanwhile
     */
    Preparation passed(Preparation before, Preparation after, Optional<AcceptedDocument> document, int operations);

    /** So many things somebody else keeps undoing; after each pass that read the node. */
    default void contested(int things) {}

    /** A document was refused. */
    void refused(Preparation now, String reason);
}
