package dev.lvsfleet.agent.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.agent.baseline.Preparation;
import dev.lvsfleet.agent.desired.AdmissionRules;
import dev.lvsfleet.contract.AddressText;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the node is prepared for its role.
 *
 * @param lastPassAt null before the first pass
 * @param readiness of a real server, per virtual address
 * @param failures what could not be done and is tried again
 * @param findings what is not as it should be and keeps nothing from working
 * @param left whether the node has left the fleet and is as it was before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PreparationView(
        long revision,
        @Nullable Instant lastPassAt,
        List<ReadyView> readiness,
        List<String> failures,
        List<String> findings,
        boolean left) {

    /** Whether the node is prepared for a virtual address. */
    public record ReadyView(String address, boolean ready, String reason) {}

    static PreparationView of(Preparation preparation) {
        return new PreparationView(
                preparation.revision(),
                preparation.passedAt().orElse(null),
                preparation.readiness().stream()
                        .map(it -> new ReadyView(AddressText.of(it.address()), it.ready(), it.reason()))
                        .toList(),
                preparation.failures(),
                preparation.findings(),
                preparation.left());
    }

    /** The rest of the answer on a node without a reconcile loop. */
    static StatusView node(AdmissionRules.Recipient node, Preparation preparation, boolean busDelivers, Instant now) {
        return new StatusView(
                node.node(),
                node.site(),
                now,
                preparation.revision(),
                preparation.passedAt().orElse(null),
                preparation.fault().orElse("ok"),
                busDelivers ? "ok" : "waiting",
                List.of(),
                List.of(),
                List.of(),
                preparation.failures(),
                null);
    }
}
