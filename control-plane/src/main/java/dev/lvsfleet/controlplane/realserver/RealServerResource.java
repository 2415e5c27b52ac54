package dev.lvsfleet.controlplane.realserver;

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

/** Real servers over HTTP. */
@Path("/api/v1/real-servers")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class RealServerResource {

    private final RealServerStore realServers;

    public RealServerResource(RealServerStore realServers) {
        this.realServers = realServers;
    }

    @POST
    public Response create(JsonBody body) {
        RealServerView view = realServers.create(body.as(fields -> RealServerNode.read(fields, "")));
        return Answers.created("real-servers", view.name(), view.version(), view);
    }

    @GET
    public Page<RealServerView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(realServers.page(after, size), size, RealServerView::name, view -> view);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        RealServerView view = realServers.view(name).orElseThrow(() -> Answers.notFound("real server", name));
        return Answers.ok(view.version(), view);
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        RealServerView view = realServers.replace(body.as(fields -> RealServerNode.read(fields, name)), condition);
        return Answers.ok(view.version(), view);
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        realServers.delete(name, IfMatch.parse(ifMatch));
    }
}
