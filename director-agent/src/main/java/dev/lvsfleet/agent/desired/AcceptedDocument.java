package dev.lvsfleet.agent.desired;

import dev.lvsfleet.contract.DesiredState;
import java.time.Instant;

/**
 * A document that passed every check and that the node must now equal.
 *
 * @param signed the bytes it was read from, to be kept
 * @param receivedAt when it came off the bus or the disk, by the wall clock; for display
 * @param receivedTick the same moment in {@link System#nanoTime()}
 */
public record AcceptedDocument(DesiredState state, SignedDocument signed, Instant receivedAt, long receivedTick) {

    public long revision() {
        return state.revision();
    }
}
