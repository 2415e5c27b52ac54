package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import java.util.List;

/**
 * Which addresses come after the table has gained what it needs, and which go before it loses anything.
 *
 * <p>So an address is never on the interface without its services: a packet for a VIP that IPVS does not know would reach
 * the director's own sockets and be reset. Additions come first, or an address that moves to another interface would be
 * nowhere in between.
 */
public record AddressPlan(List<DesiredAddress> additions, List<DesiredAddress> removals) {

    public AddressPlan {
        additions = List.copyOf(additions);
        removals = List.copyOf(removals);
    }

    static String text(DesiredAddress address) {
        return address.address().getHostAddress() + "/" + address.prefixLength() + " on " + address.networkInterface();
    }
}
