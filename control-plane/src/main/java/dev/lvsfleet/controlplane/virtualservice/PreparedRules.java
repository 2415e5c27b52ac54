package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
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
     * The answer for one address of a real server. What its agent said of another way than the one that is asked for now, to an
     * address that the host had before, or of another gateway, says nothing of this one; what it said before a document that
     * leaves this way as it was still holds.
     *
     * @param ways in which packets of the service reach it
     * @param word what the node with that address said last; null without such a node
     */
    public static Prepared of(List<ServedAddress> ways, @Nullable HostWord word) {
        if (word == null) {
            return new Prepared(Answer.UNKNOWN, "no real server of the fleet has this address");
        }
        Map<InetAddress, Readiness> byAddress = word.readiness().stream()
                .collect(Collectors.toMap(Readiness::address, Function.identity(), (first, _) -> first));
        String found = "nothing is to be prepared";
        for (ServedAddress way : ways) {
            Readiness readiness = byAddress.get(way.address());
            String vip = AddressText.of(way.address());
            if (readiness == null) {
                return new Prepared(Answer.FALSE, "the node has not spoken of " + vip + " yet");
            }
            Optional<String> other = word.asked().flatMap(asked -> unasked(way, asked, word.gateway()));
            if (other.isPresent()) {
                return new Prepared(Answer.FALSE, vip + ": " + other.get());
            }
            if (!readiness.ready()) {
                return new Prepared(Answer.FALSE, vip + ": " + readiness.reason());
            }
            found = readiness.reason();
        }
        return new Prepared(Answer.TRUE, found);
    }

    /** Why what a node said is not about this way; empty when it is. */
    private static Optional<String> unasked(ServedAddress way, ApplyReport.Asked asked, Optional<InetAddress> gateway) {
        if (!asked.served().contains(way)) {
            return Optional.of("the node has not spoken of " + words(way) + " yet");
        }
        Optional<InetAddress> then = Optional.ofNullable(asked.gateway()).map(Gateway::address);
        return way.forwarding() == Forwarding.NAT && !then.equals(gateway)
                ? Optional.of("the node has not spoken of "
                        + gateway.map(it -> "the gateway " + AddressText.of(it)).orElse("no gateway") + " yet")
                : Optional.empty();
    }

    private static String words(ServedAddress way) {
        return ContractJson.word(way.forwarding())
                + (way.tunnel() == null ? "" : " by " + way.tunnel().words()) + " to "
                + AddressText.of(way.realServer());
    }

    /**
     * Those of a pool that wait with weight 0 for their hosts, by what is asked for and said: nobody when that would leave a pool
     * without weight that the operator gave some. A word that is missing says nothing of the traffic; an empty pool loses it.
     *
     * @param pool the real servers or the fallback
     * @param reported what the nodes said last, by their addresses
     */
    public static Set<RealServer> waiting(
            VirtualService service, List<RealServer> pool, Map<InetAddress, HostWord> reported) {
        if (!service.requirePrepared()) {
            return Set.of();
        }
        Set<RealServer> unprepared = pool.stream()
                .filter(server ->
                        of(service.ways(server), reported.get(server.address())).answer() != Answer.TRUE)
                .collect(Collectors.toSet());
        boolean emptied = pool.stream().filter(server -> server.weight() > 0).allMatch(unprepared::contains);
        return emptied ? Set.of() : unprepared;
    }
}
