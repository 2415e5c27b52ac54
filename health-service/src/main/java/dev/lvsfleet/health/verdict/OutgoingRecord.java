package dev.lvsfleet.health.verdict;

import dev.lvsfleet.contract.ContractRecord;
import java.util.Optional;

/**
 * A record for the bus.
 *
 * @param content nothing in a tombstone, which makes the bus forget the key
 */
record OutgoingRecord(String key, Optional<ContractRecord> content) {

    static OutgoingRecord of(ContractRecord content) {
        return new OutgoingRecord(content.key(), Optional.of(content));
    }

    static OutgoingRecord tombstone(String key) {
        return new OutgoingRecord(key, Optional.empty());
    }
}
