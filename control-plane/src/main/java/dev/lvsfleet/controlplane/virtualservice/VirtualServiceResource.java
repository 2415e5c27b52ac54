package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.body.Page;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Virtual services over HTTP. */
@Path("/api/v1/virtual-services")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class VirtualServiceResource {

    private final ServiceStore services;

    /**
     * The answer to a deletion.
     *
     * @param revision of the group without the service
     */
    public record Removed(String name, long revision) {}

    public VirtualServiceResource(ServiceStore services) {
        this.services = services;
    }

    @POST
    public Response create(JsonBody body) {
        VirtualService service = body.as(fields -> ServiceReader.read(fields, ""));
        ServiceView view = services.create(service);
        return Answers.created("virtual-services", view.name(), view.version(), view);
    }

    @GET
    public Page<ServiceView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(services.page(after, size), size, ServiceView::name, view -> view);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        PreparedView view = services.prepared(name).orElseThrow(() -> Answers.notFound("virtual service", name));
        return Answers.ok(view.service().version(), view);
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        ServiceView view = services.replace(body.as(fields -> ServiceReader.read(fields, name)), condition);
        return Answers.ok(view.version(), view);
    }

    @DELETE
    @Path("{name}")
    public Removed delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return new Removed(name, services.delete(name, IfMatch.parse(ifMatch)));
    }
}
