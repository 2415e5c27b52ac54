package dev.lvsfleet.controlplane.effective;

import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.problem.Problem;
import dev.lvsfleet.controlplane.revision.Answers;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;

/** How the directors serve a virtual service, over HTTP; below the path of the services, so that other methods are a 405 here. */
@Path("/api/v1/virtual-services")
@Produces(MediaType.APPLICATION_JSON)
public class EffectiveResource {

    private final EffectiveDesk served;

    public EffectiveResource(EffectiveDesk served) {
        this.served = served;
    }

    /**
     * As it is served now, or when it is settled.
     *
     * @param wait how long, at most, the answer may wait for that
     */
    @GET
    @Path("{name}/effective")
    public EffectiveView read(@PathParam("name") String name, @QueryParam("wait") @DefaultValue("0ms") String wait)
            throws InterruptedException {
        return served.view(name, patience(wait)).orElseThrow(() -> Answers.notFound("virtual service", name));
    }

    private static Duration patience(String text) {
        try {
            return DurationText.between(Duration.ZERO, EffectiveDesk.LONGEST_WAIT)
                    .parse(text);
        } catch (IllegalArgumentException e) {
            throw Problem.invalid("wait", String.valueOf(e.getMessage())).exception();
        }
    }
}
