package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.agent.parked.RecordPark;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.MalformedRecordException;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Takes verdicts off the bus, all of them, from the beginning of the compacted topic on: every agent reads every
 * partition, in no group. A tombstone forgets a target that is no longer probed; silence forgets nothing.
 */
@Singleton
public final class VerdictInbox {

    private final VerdictBoard board;
    private final VerdictSink sink;
    private final RecordPark park;

    VerdictInbox(VerdictBoard board, VerdictSink sink, RecordPark park) {
        this.board = board;
        this.sink = sink;
        this.park = park;
    }

    @Incoming("verdicts")
    @Blocking
    void take(ConsumerRecord<byte[], byte[]> incoming) {
        try {
            if (changes(incoming)) {
                sink.verdicts();
            }
        } catch (MalformedRecordException e) {
            park.park(incoming, e.getMessage());
        }
    }

    private boolean changes(ConsumerRecord<byte[], byte[]> incoming) throws MalformedRecordException {
        String key = incoming.key() == null ? "" : new String(incoming.key(), StandardCharsets.UTF_8);
        if (incoming.value() == null) {
            return board.remove(key);
        }
        HealthVerdict verdict = ContractJson.decode(incoming.value(), HealthVerdict.class, HealthVerdict.SCHEMA);
        if (!verdict.target().equals(key)) {
            // Compaction goes by the key: this one would outlive every later verdict on its target.
            throw new MalformedRecordException("A verdict on " + verdict.target() + " under the key '" + key + "'");
        }
        if (!VerdictBoard.isPlausible(key)) {
            throw new MalformedRecordException("A verdict on a target of " + key.length()
                    + " characters, of which one has 1 to " + VerdictBoard.LONGEST_TARGET);
        }
        return board.post(verdict);
    }
}
