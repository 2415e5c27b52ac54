package dev.lvsfleet.agent.status;

import dev.lvsfleet.agent.desired.AdmissionRules;
import dev.lvsfleet.agent.doctor.DoctorLoop;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

/** Shows what the newest examination of the node found; asking makes none. */
@Path("/api/v1/doctor")
@Singleton
public final class DoctorResource {

    private final AdmissionRules.Recipient node;
    private final DoctorLoop doctor;

    DoctorResource(AdmissionRules.Recipient node, DoctorLoop doctor) {
        this.node = node;
        this.doctor = doctor;
    }

    @GET
    @NonBlocking
    @Produces(MediaType.APPLICATION_JSON)
    public ExaminationView doctor() {
        return ExaminationView.of(node.node(), doctor.examination().orElse(null));
    }
}
