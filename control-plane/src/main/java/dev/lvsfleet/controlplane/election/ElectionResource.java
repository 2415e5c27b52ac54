package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.group.GroupRow;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.group.GroupView;
import dev.lvsfleet.controlplane.revision.Answers;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** A director group with its elections over HTTP, and the order to move a role. */
@Path("/api/v1/director-groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ElectionResource {

    private final GroupStore groups;
    private final ElectionDesk elections;

    public ElectionResource(GroupStore groups, ElectionDesk elections) {
        this.groups = groups;
        this.elections = elections;
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
}
