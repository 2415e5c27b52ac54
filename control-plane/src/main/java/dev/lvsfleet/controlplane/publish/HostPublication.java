package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Topic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The documents of the real servers that a batch may concern. One whose content is what Kafka has goes out under the
 * revision it has; any other gets a new one. What is noted counts only after the acknowledgement, so after a crash in between
 * the content goes out again under a revision that is higher still.
 */
final class HostPublication {

    private final Map<HostSnapshot, HostSnapshot.Published> notes = new LinkedHashMap<>();
    private final List<OutgoingRecord> records = new ArrayList<>();

    private HostPublication() {}

    /** Reads from the store and writes nothing. */
    static HostPublication of(String site, HostStore.Concern concern, HostStore store, Instant now)
            throws SQLException {
        HostPublication publication = new HostPublication();
        for (HostSnapshot host : store.concerned(site, concern)) {
            String digest = digest(RealServerCompiler.compile(host, 0, Instant.EPOCH));
            HostSnapshot.Published published = host.published().orElse(null);
            if (published == null || !published.digest().equals(digest)) {
                // PostgreSQL keeps microseconds, and equal documents must be equal bytes.
                published =
                        new HostSnapshot.Published(store.nextRevision(), now.truncatedTo(ChronoUnit.MICROS), digest);
            }
            publication.notes.put(host, published);
            publication.records.add(OutgoingRecord.of(
                    Topic.DESIRED_STATE,
                    site,
                    RealServerCompiler.compile(host, published.revision(), published.revisedAt())));
        }
        return publication;
    }

    List<OutgoingRecord> records() {
        return List.copyOf(records);
    }

    /** Keeps what Kafka has by now. */
    void note(HostStore store) throws SQLException {
        for (Map.Entry<HostSnapshot, HostSnapshot.Published> note : notes.entrySet()) {
            store.note(note.getKey(), note.getValue());
        }
    }

    private static String digest(DesiredState content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ContractJson.encode(content)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}
