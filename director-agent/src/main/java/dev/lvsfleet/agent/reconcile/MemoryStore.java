package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.HeldBackStore;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.rules.PoolStore;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.verdict.VerdictStore;
import dev.lvsfleet.agent.verdict.Verdicts;
import java.io.IOException;
import java.nio.file.Path;
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
    private final HeldBackStore heldBack;
    private final VerdictStore verdicts;
    private final PoolStore pools;
    private @Nullable SignedDocument keptDocument;
    private Verdicts keptVerdicts;
    private Pools keptPools;
    private Pools seenPools = Pools.NONE;

    MemoryStore(Path directory, Remembered remembered) {
        this.documents = new LastGoodStore(directory);
        this.heldBack = new HeldBackStore(directory);
        this.verdicts = new VerdictStore(directory);
        this.pools = new PoolStore(directory);
        this.keptDocument = remembered.document().map(AcceptedDocument::signed).orElse(null);
        this.keptVerdicts = remembered.verdicts();
        this.keptPools = remembered.pools();
    }

    /** Writes what is not on disk yet; what could not be written, and why, is tried again the next time. */
    List<String> keep(AcceptedDocument document, Verdicts newest, Pools remembered) {
        List<String> failures = new ArrayList<>();
        try {
            keep(document);
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
        try {
            keep(remembered);
        } catch (IOException e) {
            failures.add("Who is out of its pool could not be kept on disk: " + e);
        }
        return failures;
    }

    /** What is held back comes first: a restart with the document alone would carry its deletions out. */
    private void keep(AcceptedDocument document) throws IOException {
        if (document.signed() == keptDocument) {
            return;
        }
        boolean limited = document.heldBack().sentence().isPresent();
        if (limited) {
            heldBack.write(document.state());
        }
        documents.write(document.signed(), Optional.ofNullable(keptDocument));
        if (!limited) {
            heldBack.clear();
        }
        keptDocument = document.signed();
    }

    private void keep(Pools remembered) throws IOException {
        if (remembered.equals(seenPools)) {
            return;
        }
        Pools lasting = remembered.lasting();
        if (!lasting.equals(keptPools)) {
            pools.write(lasting);
            keptPools = lasting;
        }
        seenPools = remembered;
    }
}
