package dev.lvsfleet.controlplane.report;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.ZoneOffset;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Keeps the newest apply report of each director; a record's place in its partition says what is newer, not a clock. */
@ApplicationScoped
public class ReportInbox {

    /** A reconcile that failed or was refused is the newest report, but what was applied before it still is. */
    private static final String UPSERT = "INSERT INTO apply_report AS known (node, site, revision, reported_at, report)"
            + " SELECT name, ?, ?, ?, ?::jsonb FROM (SELECT name FROM director UNION SELECT name FROM real_server) AS node"
            + " WHERE name = ?"
            + " ON CONFLICT (node) DO UPDATE SET site = excluded.site, revision ="
            + " CASE excluded.report ->> 'outcome' WHEN 'applied' THEN excluded.revision ELSE known.revision END,"
            + " reported_at = excluded.reported_at, report = excluded.report";

    private final BusInbox inbox;

    public ReportInbox(BusInbox inbox) {
        this.inbox = inbox;
    }

    @Incoming("apply-reports")
    @Blocking
    public void receive(ConsumerRecords<byte[], byte[]> batch) throws InterruptedException {
        inbox.store(batch, ReportInbox::store);
    }

    private static void store(Connection connection, String site, ConsumerRecord<byte[], byte[]> polled)
            throws SQLException, MalformedRecordException {
        ApplyReport report = ContractJson.decode(polled.value(), ApplyReport.class, ApplyReport.SCHEMA);
        RecordFaults.requirePresent(
                "node", report.node(),
                "outcome", report.outcome(),
                "reportedAt", report.reportedAt(),
                "timings", report.timings());
        if (!report.node().equals(BusInbox.key(polled))) {
            throw new MalformedRecordException("A report of " + report.node() + " under another node's key");
        }
        boolean news = ReadinessNews.isNews(connection, report);
        try (PreparedStatement upsert = connection.prepareStatement(UPSERT)) {
            upsert.setString(1, site);
            upsert.setLong(2, report.outcome() == ApplyReport.Outcome.APPLIED ? report.revision() : 0);
            upsert.setObject(3, report.reportedAt().atOffset(ZoneOffset.UTC));
            upsert.setString(4, new String(polled.value(), StandardCharsets.UTF_8));
            upsert.setString(5, report.node());
            upsert.executeUpdate();
        }
        if (news) {
            ReadinessNews.tell(connection, site, report.node());
        }
    }
}
