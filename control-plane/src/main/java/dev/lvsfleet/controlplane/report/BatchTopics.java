package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The ids of a topic at the sites that a batch comes from: asked of Kafka before the batch's transaction and, when a record
 * seems older than what is known, once more. Not thread-safe.
 */
public final class BatchTopics {

    /** What became of a record. */
    public enum Outcome {
        STORED,
        /** It is not newer than what is known. */
        OLDER,
        /** The fleet has no such node any more, whatever Kafka may say of the topic. */
        UNKNOWN_NODE
    }

    /** Stores a record. */
    public interface Attempt {

        /** As one of the topic with this id; empty when Kafka does not say, which is no other topic. */
        Outcome store(String topicId) throws SQLException, MalformedRecordException;
    }

    private final TopicGuard topics;
    private final Topic topic;
    private final Map<String, String> ids = new HashMap<>();
    private final Set<String> looked = new HashSet<>();

    /** Asks Kafka for at most a few seconds a site, and only of sites of which nothing is known yet. */
    public BatchTopics(TopicGuard topics, Topic topic, ConsumerRecords<byte[], byte[]> batch) {
        this.topics = topics;
        this.topic = topic;
        for (TopicPartition partition : batch.partitions()) {
            ids.computeIfAbsent(BusInbox.site(partition.topic()), this::ask);
        }
    }

    /** Of the topic at a site; empty when Kafka does not say. */
    public String id(String site) {
        return ids.getOrDefault(site, "");
    }

    /** Stores a record, at a second attempt when its topic turns out to have been made anew. */
    public void store(String site, Attempt attempt) throws SQLException, MalformedRecordException {
        String id = id(site);
        if (attempt.store(id) != Outcome.OLDER || id.isEmpty() || !looked.add(site)) {
            return;
        }
        topics.forget(site);
        String now = ask(site);
        if (!now.isEmpty() && !now.equals(id)) {
            ids.put(site, now);
            attempt.store(now);
        }
    }

    /** Why a record was not stored, by a query that has a row when the node it is given is in the fleet. */
    public static Outcome notStored(Connection connection, String nodeQuery, String node) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(nodeQuery)) {
            select.setString(1, node);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? Outcome.OLDER : Outcome.UNKNOWN_NODE;
            }
        }
    }

    private String ask(String site) {
        return topics.tryEnsure(site) instanceof TopicGuard.Ready ready ? ready.id(topic) : "";
    }
}
