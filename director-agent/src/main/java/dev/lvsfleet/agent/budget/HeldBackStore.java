package dev.lvsfleet.agent.budget;

import dev.lvsfleet.agent.file.AtomicFile;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keeps what is in force in the place of a document whose deletions were held back, in {@code held-back.json}; without that a
 * restart of the agent would carry them out. Not thread-safe; one thread owns it.
 */
public final class HeldBackStore {

    private final AtomicFile file;

    public HeldBackStore(Path stateDirectory) {
        this.file = new AtomicFile(stateDirectory.resolve("held-back.json"));
    }

    /** What was in force in the place of the document with this revision; empty when all of it was.
     *
     * @throws IOException when the file cannot be read or is damaged; the message names it */
    public Optional<DesiredState> read(long revision) throws IOException {
        Optional<byte[]> content = file.read();
        if (content.isEmpty()) {
            return Optional.empty();
        }
        try {
            DesiredState kept = ContractJson.decode(content.get(), DesiredState.class, DesiredState.SCHEMA);
            return kept.revision() == revision ? Optional.of(kept) : Optional.empty();
        } catch (MalformedRecordException e) {
            throw new IOException(file.path() + " is damaged: " + e.getMessage(), e);
        }
    }

    /** Returns when it would survive a power cut. */
    public void write(DesiredState inForce) throws IOException {
        file.write(ContractJson.encode(inForce));
    }

    /** Nothing is held back any more. */
    public void clear() throws IOException {
        Files.deleteIfExists(file.path());
    }
}
