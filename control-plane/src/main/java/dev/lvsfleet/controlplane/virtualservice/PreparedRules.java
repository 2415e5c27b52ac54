package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.Readiness;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides whether the host of a real server is prepared for a service's addresses, by what its agent said last. */
public final class PreparedRules {

    private PreparedRules() {}

    /** Whether it is. */
    public enum Answer {
        TRUE,
        FALSE,
        /** The fleet has no such node: somebody else prepares it, or nobody. */
        UNKNOWN;

        /** As the API has it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The answer and why. */
    public record Prepared(Answer answer, String reason) {}

    /**
     * The answer for one real server.
     *
     * @param addresses the service's
     * @param reported what the node of the real server's address said last, nothing when it said nothing; null without a node
     */
    public static Prepared of(List<InetAddress> addresses, @Nullable List<Readiness> reported) {
        if (reported == null) {
            return new Prepared(Answer.UNKNOWN, "no real server of the fleet has this address");
        }
        Map<InetAddress, Readiness> byAddress = reported.stream()
                .collect(Collectors.toMap(Readiness::address, Function.identity(), (first, _) -> first));
        String found = "nothing is to be prepared";
        for (InetAddress address : addresses) {
            Optional<Readiness> readiness = Optional.ofNullable(byAddress.get(address));
            if (readiness.isEmpty()) {
                return new Prepared(Answer.FALSE, "the node has not spoken of " + AddressText.of(address) + " yet");
            }
            if (!readiness.get().ready()) {
                return new Prepared(
                        Answer.FALSE,
                        AddressText.of(address) + ": " + readiness.get().reason());
            }
            found = readiness.get().reason();
        }
        return new Prepared(Answer.TRUE, found);
    }

    /**
     * Those of a pool that wait with weight 0 for their hosts, by what is asked for and said: nobody when that would leave a pool
     * without weight that the operator gave some. A word that is missing says nothing of the traffic; an empty pool loses it.
     *
     * @param pool the real servers or the fallback
     * @param reported what the nodes said last, by their addresses
     */
    public static Set<RealServer> waiting(
            VirtualService service, List<RealServer> pool, Map<InetAddress, List<Readiness>> reported) {
        if (!service.requirePrepared()) {
            return Set.of();
        }
        Set<RealServer> unprepared = pool.stream()
                .filter(server ->
                        of(service.addresses(), reported.get(server.address())).answer() != Answer.TRUE)
                .collect(Collectors.toSet());
        boolean emptied = pool.stream().filter(server -> server.weight() > 0).allMatch(unprepared::contains);
        return emptied ? Set.of() : unprepared;
    }
}
