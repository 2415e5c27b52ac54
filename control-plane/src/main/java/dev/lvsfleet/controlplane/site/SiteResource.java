package dev.lvsfleet.controlplane.site;

import dev.lvsfleet.controlplane.body.JsonBody;
import dev.lvsfleet.controlplane.body.Page;
import dev.lvsfleet.controlplane.problem.ProblemKind;
import dev.lvsfleet.controlplane.revision.Answers;
import dev.lvsfleet.controlplane.revision.IfMatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
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

/** Sites over HTTP. */
@Path("/api/v1/sites")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SiteResource {

    private final SiteStore sites;
    private final TopicGuard topics;

    public SiteResource(SiteStore sites, TopicGuard topics) {
        this.sites = sites;
        this.topics = topics;
    }

    @POST
    public Response create(JsonBody body) {
        Site site = body.as(fields -> Site.read(fields, ""));
        if (topics.tryEnsure(site.name()) instanceof TopicGuard.Wrong(String sentence)) {
            throw ProblemKind.CONFLICT.because(sentence).at("name").exception();
        }
        SiteRow row = sites.create(site);
        return Answers.created("sites", row.name, row.version, SiteView.of(row));
    }

    @GET
    public Page<SiteView> list(
            @QueryParam("after") @DefaultValue("") String after,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        int size = Page.limit(limit);
        return Page.of(sites.page(after, size), size, row -> row.name, SiteView::of);
    }

    @GET
    @Path("{name}")
    public Response read(@PathParam("name") String name) {
        SiteRow row = sites.findByIdOptional(name).orElseThrow(() -> Answers.notFound("site", name));
        return Answers.ok(row.version, SiteView.of(row));
    }

    @PUT
    @Path("{name}")
    public Response replace(
            @PathParam("name") String name,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            JsonBody body) {
        IfMatch condition = IfMatch.required(ifMatch);
        SiteRow row = sites.replace(body.as(fields -> Site.read(fields, name)), condition);
        return Answers.ok(row.version, SiteView.of(row));
    }

    @DELETE
    @Path("{name}")
    public void delete(@PathParam("name") String name, @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        sites.delete(name, IfMatch.parse(ifMatch));
    }
}
