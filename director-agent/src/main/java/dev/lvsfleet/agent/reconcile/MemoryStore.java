package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.agent.verdict.Verdicts;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps on disk what the loop has acted on. Used by one thread.
 *
 * <p>The kernel comes first, the disk right after it, the report last: a slow disk delays no change, a document that the
 * agent cannot survive is not the one it boots from, and what is reported is durable. A crash in between leaves the document
 * before it on disk, and the bus still has the newer one.
 */
final class MemoryStore {

    private final LastGoodStore documents;
    private final VerdictStore verdicts;
    private @Nullable SignedDocument keptDocument;
    private Verdicts keptVerdicts;

    MemoryStore(
            LastGoodStore documents,
            VerdictStore verdicts,
            Optional<AcceptedDocument> keptDocument,
            Verdicts keptVerdicts) {
        this.documents = documents;
        this.verdicts = verdicts;
        this.keptDocument = keptDocument.map(AcceptedDocument::signed).orElse(null);
        this.keptVerdicts = keptVerdicts;
    }

    /** Writes what is not on disk yet; what could not be written, and why, is tried again the next time. */
    List<String> keep(AcceptedDocument document, Verdicts newest) {
        List<String> failures = new ArrayList<>();
        try {
            if (document.signed() != keptDocument) {
                documents.write(document.signed(), Optional.ofNullable(keptDocument));
                keptDocument = document.signed();
            }
        } catch (IOException e) {
            failures.add("Revision " + document.revision() + " is applied but could not be kept on disk: " + e);
        }
        try {
            if (!newest.equals(keptVerdicts)) {
                verdicts.write(newest);
                keptVerdicts = newest;
            }
        } catch (IOException e) {
            failures.add("The verdicts could not be kept on disk: " + e);
        }
        return failures;
    }
}
