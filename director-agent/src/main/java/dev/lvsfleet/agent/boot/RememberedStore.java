package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.budget.BudgetRules;
import dev.lvsfleet.agent.budget.HeldBackStore;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.Admission;
import dev.lvsfleet.agent.desired.AdmissionRules;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.drain.DrainStore;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.rules.PoolStore;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Reads what an earlier run left in the state directory and trusts none of it blindly: the document is judged as if it came
 * off the bus. What is damaged is told and left out, and the agent starts without it.
 */
final class RememberedStore {

    private final Path directory;
    private final AdmissionRules.Recipient recipient;
    private final EventOutbox events;
    private final InstantSource clock;

    RememberedStore(Path directory, AdmissionRules.Recipient recipient, EventOutbox events, InstantSource clock) {
        this.directory = directory;
        this.recipient = recipient;
        this.events = events;
        this.clock = clock;
    }

    Remembered read() {
        return new Remembered(document().map(this::limited), verdicts(), owned(), pools(), drains());
    }

    private Optional<AcceptedDocument> document() {
        String reason = "";
        try {
            for (SignedDocument candidate : new LastGoodStore(directory).candidates()) {
                switch (AdmissionRules.judge(recipient, AdmissionRules.Known.NOTHING, candidate)) {
                    case Admission.Accepted(var state) -> {
                        return Optional.of(new AcceptedDocument(state, candidate, clock.instant(), System.nanoTime()));
                    }
                    case Admission.Refused(String why) -> reason = why;
                    case Admission.Unreadable(String why) -> reason = why;
                    case Admission.Repeated _, Admission.History _ -> reason = "its revision is not above 0";
                }
            }
        } catch (IOException e) {
            reason = e.toString();
        }
        if (!reason.isEmpty()) {
            events.tell(new Notice(
                    Kind.DOCUMENT_REFUSED,
                    Severity.ERROR,
                    recipient.node(),
                    "The document kept on disk was refused: " + reason
                            + "; the kernel stays as it is until the bus brings one"));
        }
        return Optional.empty();
    }

    /** What was in force in its place, if its deletions were held back. */
    private AcceptedDocument limited(AcceptedDocument document) {
        try {
            return new HeldBackStore(directory)
                    .read(document.revision())
                    .map(inForce -> document.limitedTo(inForce, BudgetRules.heldBack(document.state(), inForce)))
                    .orElse(document);
        } catch (IOException e) {
            damaged("held-back.json", e, "deletions that were held back are carried out");
            return document;
        }
    }

    private Pools pools() {
        try {
            return new PoolStore(directory).read();
        } catch (IOException e) {
            damaged("pools.json", e, "who is down is known from the verdicts alone");
            return Pools.NONE;
        }
    }

    private Drains drains() {
        try {
            return new DrainStore(directory).read();
        } catch (IOException e) {
            damaged("drains.json", e, "who was draining goes at once");
            return Drains.NONE;
        }
    }

    private Verdicts verdicts() {
        try {
            return new VerdictStore(directory).read();
        } catch (IOException e) {
            damaged("verdicts.json", e, "no target is judged until the bus says otherwise");
            return Verdicts.NONE;
        }
    }

    private Possessions owned() {
        OwnershipStore store = new OwnershipStore(directory);
        try {
            return store.read();
        } catch (IOException e) {
            damaged(
                    "ownership.json",
                    e,
                    "what is desired is adopted again, anything else counts as foreign; " + setAside(store));
            return Possessions.NONE;
        }
    }

    private static String setAside(OwnershipStore store) {
        try {
            store.setAside();
            return "the file is kept as ownership.json.damaged";
        } catch (IOException e) {
            return "it could not be set aside and the next claim replaces it: " + e;
        }
    }

    private void damaged(String file, IOException cause, String consequence) {
        events.tell(new Notice(
                Kind.APPLY_FAILED, Severity.ERROR, file, "The file was not read: " + cause + "; " + consequence));
    }
}
