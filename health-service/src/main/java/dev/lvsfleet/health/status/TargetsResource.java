package dev.lvsfleet.health.status;

import dev.lvsfleet.health.judgement.Tick;
import dev.lvsfleet.health.probe.ProbeLoop;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Comparator;
import java.util.List;

/** Shows every target this instance probes, by id. */
@Path("/api/v1/targets")
@Produces(MediaType.APPLICATION_JSON)
public final class TargetsResource {

    private final ProbeLoop loop;

    TargetsResource(ProbeLoop loop) {
        this.loop = loop;
    }

    @GET
    public List<TargetView> targets() {
        Tick now = new Tick(System.nanoTime());
        return loop.watched().stream()
                .map(watched -> TargetView.of(watched, now))
                .sorted(Comparator.comparing(TargetView::id))
                .toList();
    }
}
