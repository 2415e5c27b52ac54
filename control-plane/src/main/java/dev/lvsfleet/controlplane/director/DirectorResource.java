package dev.lvsfleet.controlplane.director;

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

/** Directors over HTTP. */
@Path("/api/v1/directors")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class DirectorResource {

    private final DirectorStore directors;

    public DirectorResource(DirectorStore directors) {
        this.directors = directors;
    }

    @POST
    public Response create(JsonBody body) {
        Director director = body.as(fields -> Director.read(fields, ""));
        DirectorView view = directors.create(director);
        return Answers.created("directors", view.name(), view.version(), view);
    }

    @GET
    public Page<DirectorView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(directors.page(after, size), size, DirectorView::name, view -> view);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        DirectorView view = directors.view(name).orElseThrow(() -> Answers.notFound("director", name));
        return Answers.ok(view.version(), view);
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        DirectorView view = directors.replace(body.as(fields -> Director.read(fields, name)), condition);
        return Answers.ok(view.version(), view);
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        directors.delete(name, IfMatch.parse(ifMatch));
    }
}
