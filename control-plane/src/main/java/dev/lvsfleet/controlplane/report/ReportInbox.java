package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
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

    /**
     * Every report says what was applied last, 0 where the agent does not know: what it said before that still holds. Offsets tell older
     * from newer within one partition of one topic; one that was lost and made again has another id and begins at 0.
     */
    private static final String UPSERT = "INSERT INTO apply_report AS known"
            + " (node, site, revision, reported_at, report, topic_id, part, log_offset)"
            + " SELECT name, ?, ?, ?, ?::jsonb, ?, ?, ?"
            + " FROM (SELECT name FROM director UNION SELECT name FROM real_server) AS node WHERE name = ?"
            + " ON CONFLICT (node) DO UPDATE SET site = excluded.site, revision ="
            + " CASE WHEN excluded.revision > 0 THEN excluded.revision ELSE known.revision END,"
            + " reported_at = excluded.reported_at, report = excluded.report, topic_id = excluded.topic_id,"
            + " part = excluded.part, log_offset = excluded.log_offset"
            + " WHERE known.site <> excluded.site OR known.topic_id <> excluded.topic_id"
            + " OR known.part <> excluded.part OR known.log_offset < excluded.log_offset";

    private final BusInbox inbox;
    private final TopicGuard topics;

    public ReportInbox(BusInbox inbox, TopicGuard topics) {
        this.inbox = inbox;
        this.topics = topics;
    }

    @Incoming("apply-reports")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(batch, new Reports(topics));
    }

    /** Of one batch. */
    private static final class Reports implements BusInbox.Handler {

        private final TopicGuard topics;
        private final Set<String> looked = new HashSet<>();

        Reports(TopicGuard topics) {
            this.topics = topics;
        }

        @Override
        public void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
                throws SQLException, MalformedRecordException {
            ApplyReport report = read(polled);
            String topicId = topicId(site);
            if (!stored(connection, site, topicId, report, polled) && looked.add(site)) {
                // Older than what is known, unless the topic was made anew a moment ago: worth one question per batch.
                topics.forget(site);
                String now = topicId(site);
                if (!now.equals(topicId)) {
                    stored(connection, site, now, report, polled);
                }
            }
        }

        /** Empty when Kafka does not say. */
        private String topicId(String site) {
            return topics.tryEnsure(site) instanceof TopicGuard.Ready ready ? ready.id(Topic.APPLY_REPORTS) : "";
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
        return report;
    }

    /** Whether it is the newest now; false too for a node that is not in the fleet. */
    private static boolean stored(
            Connection connection,
            String site,
            String topicId,
            ApplyReport report,
            ConsumerRecord<byte[], byte[]> polled)
            throws SQLException {
        boolean news = ReadinessNews.isNews(connection, report);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, site);
            upsert.setLong(2, report.appliedRevision());
            upsert.setObject(3, report.reportedAt().atOffset(ZoneOffset.UTC));
            upsert.setString(4, new String(polled.value(), StandardCharsets.UTF_8));
            upsert.setString(5, topicId);
            upsert.setInt(6, polled.partition());
            upsert.setLong(7, polled.offset());
            upsert.setString(8, report.node());
            if (upsert.executeUpdate() == 0) {
                return false;
            }
        }
        if (news) {
            ReadinessNews.tell(connection, site, report.node());
        }
        return true;
    }
}
