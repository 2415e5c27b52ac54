package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.DesiredAddress;
import java.util.List;

/** What the node must be right now: a document with health, quorum and ramps folded in. */
public record EffectiveState(long revision, List<DesiredAddress> addresses, List<EffectiveService> services) {

    public EffectiveState {
        addresses = List.copyOf(addresses);
        services = List.copyOf(services);
    }
}
