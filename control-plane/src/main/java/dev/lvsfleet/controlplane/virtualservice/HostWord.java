package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Readiness;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a real server last said of its preparation, beside what is registered of it now.
 *
 * @param readiness per virtual address; empty for one that said nothing
 * @param asked what that is about; empty for an agent that does not say
 * @param gateway that the operator registered; empty for none
 */
public record HostWord(List<Readiness> readiness, Optional<ApplyReport.Asked> asked, Optional<InetAddress> gateway) {

    public HostWord {
        readiness = List.copyOf(readiness);
    }

    /** By the columns {@code apply_report.report} and {@code real_server.gateway_address}; null for a node without. */
    public static HostWord of(@Nullable String report, @Nullable String gateway) {
        Optional<ApplyReport> said = Optional.ofNullable(report).map(HostWord::read);
        return new HostWord(
                said.map(ApplyReport::readiness).orElse(List.of()),
                said.map(ApplyReport::asked),
                Optional.ofNullable(gateway).map(InetAddress::ofLiteral));
    }

    private static ApplyReport read(String report) {
        try {
            return ContractJson.decode(report.getBytes(StandardCharsets.UTF_8), ApplyReport.class, ApplyReport.SCHEMA);
        } catch (MalformedRecordException e) {
            throw new IllegalStateException("The column report holds what the inbox never stored", e);
        }
    }
}
