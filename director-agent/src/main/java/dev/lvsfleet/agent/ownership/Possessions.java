package dev.lvsfleet.agent.ownership;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.util.Set;

/** Everything on this node that is the system's: table entries and addresses; only these are ever deleted. */
public record Possessions(Ownership entries, Set<DesiredAddress> addresses) {

    public static final Possessions NONE = new Possessions(Ownership.NONE, Set.of());

    public Possessions {
        addresses = Set.copyOf(addresses);
    }
}
