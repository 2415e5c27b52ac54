package dev.lvsfleet.controlplane.director;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.lvsfleet.controlplane.report.ReportRow;
import dev.lvsfleet.controlplane.report.ReportText;
import org.jspecify.annotations.Nullable;

/**
 * A director in an answer.
 *
 * @param revision the group's: what the node shall have; the same as {@code desiredRevision}
 * @param desiredRevision what the node shall have
 * @param appliedRevision what the node last said it has applied in full; 0 before that
 * @param lastReport its newest apply report, all that came over the bus and the timings only if there are any; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DirectorView(
        String name,
        String group,
        String networkInterface,
        String existing,
        boolean exclusive,
        long version,
        long revision,
        long desiredRevision,
        long appliedRevision,
        @JsonRawValue @Nullable String lastReport) {

    static DirectorView of(DirectorRow row, long revision, @Nullable ReportRow report) {
        return new DirectorView(
                row.name,
                row.group,
                row.networkInterface,
                row.existing.word(),
                row.exclusive,
                row.version,
                revision,
                revision,
                report == null ? 0 : report.appliedRevision,
                report == null ? null : ReportText.report(report.report));
    }
}
