package dev.lvsfleet.controlplane.ipvsadm;

import dev.lvsfleet.controlplane.body.Name;
import dev.lvsfleet.controlplane.body.TextBody;
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

    @POST
    @Consumes(MediaType.TEXT_PLAIN)
    @Produces(MediaType.APPLICATION_JSON)
    public ImportedTable compile(@QueryParam("group") @DefaultValue("") String group, TextBody saved) {
        return ManifestCompiler.compile(saved.text(), named(group));
    }

    private static String named(String group) {
        try {
            return Name.parse(group);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("group", String.valueOf(e.getMessage())).exception();
        }
    }
}
