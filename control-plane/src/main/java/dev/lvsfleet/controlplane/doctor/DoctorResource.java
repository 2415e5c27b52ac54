package dev.lvsfleet.controlplane.doctor;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.controlplane.body.Given;
import dev.lvsfleet.controlplane.body.Page;
import dev.lvsfleet.controlplane.problem.Problem;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;

/** The findings of all nodes over HTTP, node by node. */
@Path("/api/v1/doctor")
@Produces(MediaType.APPLICATION_JSON)
public class DoctorResource {

    private static final List<String> SEVERITIES =
            Arrays.stream(Severity.values()).map(ContractJson::word).toList();

    private final FindingStore findings;

    public DoctorResource(FindingStore findings) {
        this.findings = findings;
    }

    @GET
    public Page<NodeFindings> list(
            @QueryParam("node") @DefaultValue("") String node,
            @QueryParam("site") @DefaultValue("") String site,
            @QueryParam("severity") @DefaultValue("") String severity,
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit)
            throws SQLException {
        int size = Page.limit(limit);
        if (!severity.isEmpty() && !SEVERITIES.contains(severity)) {
            throw Problem.invalid(
                            "severity",
                            "Must be one of " + String.join(", ", SEVERITIES) + ", " + Given.was(severity) + ".")
                    .exception();
        }
        FindingStore.Choice choice = new FindingStore.Choice(node, site, severity);
        return Page.of(findings.page(choice, after, size + 1), size, NodeFindings::node, view -> view);
    }
}
