package dev.lvsfleet.controlplane.realserver;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.lvsfleet.controlplane.report.ReportRow;
import dev.lvsfleet.controlplane.report.ReportText;
import org.jspecify.annotations.Nullable;

/**
 * A real server in an answer.
 *
 * @param gateway absent when nobody says where the default route leads
 * @param desiredRevision of the newest document published for the node; 0 before the first
 * @param appliedRevision what the node last said it has applied in full; 0 before that
 * @param readiness what the node last said of each virtual address it serves, as it came over the bus
 * @param lastReport its newest apply report, all that came over the bus and the timings only if there are any; absent before the first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RealServerView(
        String name,
        String site,
        String address,
        String networkInterface,
        @Nullable GatewayView gateway,
        long version,
        long desiredRevision,
        long appliedRevision,
        @JsonRawValue String readiness,
        @JsonRawValue @Nullable String lastReport) {

    /** Where the default route leads. */
    public record GatewayView(String address, boolean enforce) {}

    static RealServerView of(RealServerRow row, long desiredRevision, @Nullable ReportRow report, String readiness) {
        return new RealServerView(
                row.name,
                row.site,
                row.address,
                row.networkInterface,
                row.gatewayAddress == null ? null : new GatewayView(row.gatewayAddress, row.gatewayEnforce),
                row.version,
                desiredRevision,
                report == null ? 0 : report.appliedRevision,
                ReportText.part(readiness),
                report == null ? null : ReportText.report(report.report));
    }
}
