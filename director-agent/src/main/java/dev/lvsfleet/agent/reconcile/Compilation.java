package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.ServiceEntry;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A target together with what it was made of: what the next one has as well is then the same object in both, and need be
 * neither made nor compared again.
 */
public record Compilation(Map<ServiceEndpoint, Part> parts, Target target) {

    /** The target that has these parts. */
    Compilation(List<Part> parts, Target target) {
        this(
                parts.stream()
                        .collect(Collectors.toMap(it -> it.service().desired().endpoint(), it -> it)),
                target);
    }

    public Compilation {
        parts = Map.copyOf(parts);
    }

    /**
     * One service.
     *
     * @param entry what the table must hold of it
     * @param claim with those who are out of the table for now
     */
    public record Part(EffectiveService service, List<Drain> draining, ServiceEntry entry, ServiceEntry claim) {

        public Part {
            draining = List.copyOf(draining);
        }

        boolean isOf(EffectiveService other, List<Drain> otherDraining) {
            return service.equals(other) && draining.equals(otherDraining);
        }
    }
}
