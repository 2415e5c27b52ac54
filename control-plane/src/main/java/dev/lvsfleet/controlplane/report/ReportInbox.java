package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.election.RoleStore;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/**
 * Keeps the newest apply report of each node; a record's place in its partition says what is newer, not a clock, and not
 * the order in which replicas come to store what they have polled.
 */
@ApplicationScoped
public class ReportInbox {

    /** Who has left the fleet may still be heard. */
    private static final String NODES =
            "(SELECT name FROM director UNION SELECT name FROM real_server) AS node WHERE name = ?";

    /**
     * Every report says what was applied last, 0 where the agent does not know: what it said before that still holds; so does what
     * it said of its host, when it knows nothing of it. Offsets tell older from newer within one partition of one topic; one that was
     * lost and made again has another id and begins at 0. An id that Kafka did not say, which is empty, is no other one: it replaces
     * none that is known, and is replaced by the first that is.
     */
    private static final String UPSERT = "INSERT INTO apply_report AS known"
            + " (node, site, revision, reported_at, report, topic_id, part, log_offset)"
            + " SELECT name, ?, ?, ?, ?::jsonb, ?, ?, ? FROM " + NODES
            + " ON CONFLICT (node) DO UPDATE SET site = excluded.site, revision ="
            + " CASE WHEN excluded.revision > 0 THEN excluded.revision ELSE known.revision END,"
            + " reported_at = excluded.reported_at, received_at = clock_timestamp(),"
            + " report = CASE WHEN ? AND known.site = excluded.site"
            + " THEN excluded.report || jsonb_build_object('readiness', coalesce(known.report -> 'readiness', '[]'),"
            + " 'asked', known.report -> 'asked')"
            + " ELSE excluded.report END,"
            + " topic_id = CASE WHEN excluded.topic_id = '' AND known.site = excluded.site"
            + " THEN known.topic_id ELSE excluded.topic_id END,"
            + " part = excluded.part, log_offset = excluded.log_offset"
            + " WHERE known.site <> excluded.site OR (known.topic_id <> excluded.topic_id AND excluded.topic_id <> '')"
            + " OR known.part <> excluded.part OR known.log_offset < excluded.log_offset"
            + " RETURNING CAST(report AS text)";

    /** No takeover takes so long; what is longer may be more than a number of milliseconds can hold. */
    private static final Duration LONGEST_TAKEOVER = Duration.ofDays(366);

    private final BusInbox inbox;
    private final TopicGuard topics;

    public ReportInbox(BusInbox inbox, TopicGuard topics) {
        this.inbox = inbox;
        this.topics = topics;
    }

    @Incoming("apply-reports")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(
                batch,
                new Reports(new BatchTopics(topics, Topic.APPLY_REPORTS, batch), new HashSet<>(), new HashSet<>()));
    }

    /**
     * Of one batch.
     *
     * @param news nodes whose readiness is not what it was, as far as the batch is stored; those of an attempt that failed are
     *     among those of the next
     * @param heard nodes of which a report is stored, likewise
     */
    private record Reports(BatchTopics places, Set<String> news, Set<String> heard) implements BusInbox.Handler {

        @Override
        public void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException {
            ApplyReport report = read(polled);
            places.store(site, topicId -> {
                boolean isNews = ReadinessNews.isNews(connection, report);
                BatchTopics.Outcome outcome = stored(connection, site, topicId, report, polled);
                if (outcome == BatchTopics.Outcome.STORED) {
                    RoleStore.heard(connection, report);
                    heard.add(report.node());
                    if (isNews) {
                        news.add(report.node());
                    }
                }
                return outcome;
            });
        }

        @Override
        public int finish(Connection connection) throws SQLException {
            ReadinessNews.tell(connection, news);
            return RoleStore.settle(connection, heard);
        }
    }

    private static ApplyReport read(ConsumerRecord<byte[], byte[]> polled) throws MalformedRecordException {
        ApplyReport report = ContractJson.decode(polled.value(), ApplyReport.class, ApplyReport.SCHEMA);
        RecordFaults.requirePresent(
                "node", report.node(),
                "outcome", report.outcome(),
                "reportedAt", report.reportedAt(),
                "timings", report.timings());
        if (!report.node().equals(BusInbox.key(polled))) {
            throw new MalformedRecordException("A report of " + report.node() + " under another node's key");
        }
        for (RouterState state : report.virtualRouters()) {
            Duration takeover = state.lastTakeover();
            if (takeover != null && (takeover.isNegative() || takeover.compareTo(LONGEST_TAKEOVER) > 0)) {
                throw new MalformedRecordException("The lastTakeover of " + state.name() + " is " + takeover);
            }
        }
        return report;
    }

    private static BatchTopics.Outcome stored(
            Connection connection,
            String site,
            String topicId,
            ApplyReport report,
            ConsumerRecord<byte[], byte[]> polled)
            throws SQLException, MalformedRecordException {
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, site);
            upsert.setLong(2, report.appliedRevision());
            upsert.setObject(3, report.reportedAt().atOffset(ZoneOffset.UTC));
            upsert.setString(4, new String(polled.value(), StandardCharsets.UTF_8));
            upsert.setString(5, topicId);
            upsert.setInt(6, polled.partition());
            upsert.setLong(7, polled.offset());
            upsert.setString(8, report.node());
            upsert.setBoolean(9, ReadinessNews.knowsNothing(report));
            return RecordFaults.isStoredReadably(upsert, ApplyReport.class, ApplyReport.SCHEMA)
                    ? BatchTopics.Outcome.STORED
                    : BatchTopics.notStored(connection, "SELECT 1 FROM " + NODES, report.node());
        }
    }
}
