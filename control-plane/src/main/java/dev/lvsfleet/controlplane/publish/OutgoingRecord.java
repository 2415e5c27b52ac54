package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.ContractRecord;
import dev.lvsfleet.contract.Topic;
import org.jspecify.annotations.Nullable;

/**
 * A record to be sent.
 *
 * @param content null for a tombstone
 */
record OutgoingRecord(
        Topic topic, String site, String key, @Nullable ContractRecord content) {

    static OutgoingRecord of(Topic topic, String site, ContractRecord content) {
        return new OutgoingRecord(topic, site, content.key(), content);
    }

    static OutgoingRecord tombstone(Topic topic, String site, String key) {
        return new OutgoingRecord(topic, site, key, null);
    }
}
