package dev.lvsfleet.agent.desired;

import dev.lvsfleet.agent.budget.BudgetRules;
import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.contract.DesiredState;
import java.time.Instant;

/**
 * A document that passed every check and that the node must now equal.
 *
 * @param state what is in force: what it says, as far as it may take things away
 * @param signed the bytes it was read from, to be kept
 * @param receivedAt when it came off the bus or the disk, by the wall clock; for display
 * @param receivedTick the same moment in {@link System#nanoTime()}
 * @param heldBack what it may not take away
 */
public record AcceptedDocument(
        DesiredState state, SignedDocument signed, Instant receivedAt, long receivedTick, HeldBack heldBack) {

    /** One that is in force as it is written. */
    public AcceptedDocument(DesiredState state, SignedDocument signed, Instant receivedAt, long receivedTick) {
        this(state, signed, receivedAt, receivedTick, HeldBack.NOTHING);
    }

    /** The same, as far as it may take away what the document before it has. */
    public AcceptedDocument within(DeletionBudget budget, AcceptedDocument before) {
        DesiredState limited = BudgetRules.within(budget, before.state(), state);
        return limitedTo(limited, BudgetRules.heldBack(state, limited));
    }

    /** The same with this in force in the place of what it says. */
    public AcceptedDocument limitedTo(DesiredState inForce, HeldBack notDone) {
        return new AcceptedDocument(inForce, signed, receivedAt, receivedTick, notDone);
    }

    public long revision() {
        return state.revision();
    }
}
