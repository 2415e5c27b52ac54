package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.KernelGlance;
import dev.lvsfleet.agent.reconcile.KernelUnavailableException;
import dev.lvsfleet.ipvs.IpvsUnavailableException;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Keeps a director from leaving while its table holds services of the fleet: without forwarding and the other settings their
 * connections would break, and under {@code leave} nobody follows the documents that would take them away in order.
 *
 * @param owned what the agent had made or adopted when it started
 */
public record TableGuard(KernelGlance kernel, Possessions owned) implements LeaveGuard {

    private static final int MOST_NAMED = 5;

    @Override
    public Optional<String> obstacle() {
        try {
            List<String> served = kernel.look().table().services().keySet().stream()
                    .filter(owned.entries().services()::contains)
                    .map(ServiceKey::toString)
                    .toList();
            return served.isEmpty() ? Optional.empty() : Optional.of(sentence(served));
        } catch (KernelUnavailableException e) {
            return e.getCause() instanceof IpvsUnavailableException
                    ? Optional.empty() // no IPVS, no services
                    : Optional.of("Nothing is put back, because it cannot be seen whether the node still serves: "
                            + e.reason());
        }
    }

    private static String sentence(List<String> served) {
        int more = served.size() - MOST_NAMED;
        return "Nothing is put back while the node still serves "
                + served.stream().limit(MOST_NAMED).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "")
                + ": start the agent without lvsfleet.agent.leave, move or delete them, and let it leave then";
    }
}
