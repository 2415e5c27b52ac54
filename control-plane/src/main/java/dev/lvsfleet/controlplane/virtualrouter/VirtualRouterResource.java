package dev.lvsfleet.controlplane.virtualrouter;

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

/** Virtual routers over HTTP. */
@Path("/api/v1/virtual-routers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class VirtualRouterResource {

    private final RouterStore routers;

    /**
     * The answer to a deletion.
     *
     * @param revision of the group without the virtual router
     */
    public record Removed(String name, long revision) {}

    public VirtualRouterResource(RouterStore routers) {
        this.routers = routers;
    }

    @POST
    public Response create(JsonBody body) {
        RouterView view = routers.create(body.as(fields -> RouterReader.read(fields, "")));
        return Answers.created("virtual-routers", view.name(), view.version(), view);
    }

    @GET
    public Page<RouterView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(routers.page(after, size), size, RouterView::name, view -> view);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        RouterView view = routers.view(name).orElseThrow(() -> Answers.notFound("virtual router", name));
        return Answers.ok(view.version(), view);
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        RouterView view = routers.replace(body.as(fields -> RouterReader.read(fields, name)), condition);
        return Answers.ok(view.version(), view);
    }

    @DELETE
    @Path("{name}")
    public Removed delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        return new Removed(name, routers.delete(name, IfMatch.parse(ifMatch)));
    }
}
