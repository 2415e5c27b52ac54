package dev.lvsfleet.controlplane.report;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.hibernate.annotations.Immutable;

/** A row of {@code apply_report}; written by {@link ReportInbox} with SQL, read here. */
@Entity(name = "ApplyReport")
@Table(name = "apply_report")
@Immutable
public class ReportRow {

    @Id
    public String node = "";

    public String site = "";

    /** What the node said last that it had applied in full; 0 before that. */
    @Column(name = "revision")
    public long appliedRevision;

    @Column(name = "reported_at")
    public Instant reportedAt = Instant.EPOCH;

    public String report = "";
}
