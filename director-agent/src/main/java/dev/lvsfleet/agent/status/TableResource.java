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
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The kernel's table as it is now, whoever made it: as text in lines for {@code ipvsadm -R}, which takes nothing else, not even
 * comments; as JSON with what those lines cannot say beside them.
 */
@Path("/api/v1/table")
@Singleton
public final class TableResource {

    private final KernelGlance kernel;

    /**
     * The table.
     *
     * @param notCarried entries, or parts of one, that ipvsadm cannot be told, in words
     */
    public record Table(List<String> lines, List<String> notCarried) {}

    TableResource(KernelGlance kernel) {
        this.kernel = kernel;
    }

    @GET
    @Blocking
    @Produces(MediaType.TEXT_PLAIN)
    public Response text() {
        return answer(table ->
                String.join("", table.lines().stream().map(line -> line + "\n").toList()));
    }

    @GET
    @Blocking
    @Produces(MediaType.APPLICATION_JSON + ";qs=0.5") // who does not say gets the text
    public Response json() {
        return answer(table -> table);
    }

    private Response answer(Function<Table, Object> form) {
        try {
            return Response.ok(form.apply(table(kernel.look()))).build();
        } catch (KernelUnavailableException e) {
            return Response.status(Response.Status.SERVICE_UNAVAILABLE)
                    .type(MediaType.TEXT_PLAIN_TYPE)
                    .entity("The table cannot be read: " + e.getMessage() + "\n")
                    .build();
        }
    }

    private static Table table(Observation seen) {
        IpvsadmText written = IpvsadmWriter.write(seen.table());
        return new Table(
                written.text().lines().toList(),
                Stream.concat(seen.notUnderstood().stream(), written.notCarried().stream())
                        .toList());
    }
}
