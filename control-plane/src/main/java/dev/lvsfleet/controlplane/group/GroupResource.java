package dev.lvsfleet.controlplane.group;

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

/** Director groups over HTTP. One by itself is read with its elections, elsewhere. */
@Path("/api/v1/director-groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class GroupResource {

    private final GroupStore groups;

    public GroupResource(GroupStore groups) {
        this.groups = groups;
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
