package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.reconcile.KernelGlance;
import dev.lvsfleet.agent.reconcile.KernelUnavailableException;
import dev.lvsfleet.agent.reconcile.Observation;
import dev.lvsfleet.ipvs.text.IpvsadmText;
import dev.lvsfleet.ipvs.text.IpvsadmWriter;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The kernel's table as it is now, whoever made it, in lines for {@code ipvsadm -R}. What those cannot say is named in
 * comments, which {@code ipvsadm} passes over.
 */
@Path("/api/v1/table")
@Singleton
public final class TableResource {

    private final KernelGlance kernel;

    TableResource(KernelGlance kernel) {
        this.kernel = kernel;
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_PLAIN)
    public Response table() {
        try {
            return Response.ok(text(kernel.look())).build();
        } catch (KernelUnavailableException e) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .entity("# The table cannot be read: " + e.getMessage() + "\n")
                    .build();
        }
    }

    static String text(Observation seen) {
        IpvsadmText written = IpvsadmWriter.write(seen.table());
        String comments = Stream.concat(seen.notUnderstood().stream(), written.notCarried().stream())
                .map(entry -> "# not carried: " + entry.lines().collect(Collectors.joining(" ")) + "\n")
                .collect(Collectors.joining());
        return comments + written.text();
    }
}
