package dev.lvsfleet.controlplane.group;

import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.body.Page;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.virtualrouter.ElectionDesk;
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

/** Director groups over HTTP. */
@Path("/api/v1/director-groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupResource {

    private final GroupStore groups;
    private final ElectionDesk elections;

    public GroupResource(GroupStore groups, ElectionDesk elections) {
        this.groups = groups;
        this.elections = elections;
    }

    @POST
    public Response create(JsonBody body) {
        DirectorGroup group = body.as(fields -> DirectorGroup.read(fields, ""));
        GroupRow row = groups.create(group);
        return Answers.created("director-groups", row.name, row.version, GroupView.of(row));
    }

    @GET
    public Page<GroupView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(groups.page(after, size), size, row -> row.name, GroupView::of);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        GroupRow row = groups.findByIdOptional(name).orElseThrow(() -> Answers.notFound("director group", name));
        return Answers.ok(row.version, new ElectedGroupView(GroupView.of(row), elections.elections(name)));
    }

    /** Asks for a switch-over; what becomes of it is in the answer about the group. */
    @POST
    @Path("{name}/switchover")
    public Response switchOver(@PathParam("name") String name, @Nullable JsonBody body) {
        return Response.accepted(elections.ask(name, body)).build();
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        GroupRow row = groups.replace(body.as(fields -> DirectorGroup.read(fields, name)), condition);
        return Answers.ok(row.version, GroupView.of(row));
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        groups.delete(name, IfMatch.parse(ifMatch));
    }
}
