package dev.lvsfleet.controlplane.ipvsadm;

import dev.lvsfleet.controlplane.body.Name;
import dev.lvsfleet.controlplane.body.TextBody;
import dev.lvsfleet.controlplane.group.GroupStore;
import dev.lvsfleet.controlplane.problem.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;

/** Shows as a manifest what ipvsadm saved; it creates nothing, for what is moved over should be read first. */
@Path("/api/v1/imports/ipvsadm")
public class ImportResource {

    private final GroupStore groups;

    public ImportResource(GroupStore groups) {
        this.groups = groups;
    }

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportedTable compile(@QueryParam("group") @DefaultValue("") String group, TextBody saved) {
        return ManifestCompiler.compile(saved.text(), known(group));
    }

    /** A manifest for a group that does not exist would be refused line by line, much later. */
    private String known(String group) {
        if (group.isEmpty()) {
            throw Problem.invalid("group", "Is required: the director group that gets the services, ?group=NAME.")
                    .exception();
        }
        try {
            Name.parse(group);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("group", String.valueOf(e.getMessage())).exception();
        }
        if (groups.findByIdOptional(group).isEmpty()) {
            throw GroupStore.unknown(group);
        }
        return group;
    }
}
