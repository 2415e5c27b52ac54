package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Finding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds back what is no finding yet. Whoever takes a role over from an agent that died has the address while the other's kernel
 * has it too, until the lease there ends: that is how a takeover is, and only what outlasts it is wrong.
 */
final class PatienceRules {

    /** The kernel counts a lifetime in whole seconds and looks once a second. */
    static final Duration BEYOND_THE_LEASE = Duration.ofSeconds(2);

    private PatienceRules() {}

    /**
     * What an examination comes to.
     *
     * @param findings those that count
     * @param suspects since when each that needs patience has been seen without a break, as a monotonic clock counts
     * @param lookAgain after how long those that are held back can be told; empty when none are
     */
    record Judged(List<Finding> findings, Map<Finding, Long> suspects, Optional<Duration> lookAgain) {

        Judged {
            findings = List.copyOf(findings);
            suspects = Map.copyOf(suspects);
        }
    }

    /** When an examination began and ended, as a monotonic clock counts nanoseconds. */
    record Look(long beganTick, long endedTick) {}

    /**
     * Judges what an examination found.
     *
     * @param before the suspects that the examination before left
     */
    static Judged judge(Map<Finding, Long> before, List<Finding> found, Optional<DesiredState> document, Look look) {
        Map<String, Duration> patience = document.map(PatienceRules::patience).orElse(Map.of());
        List<Finding> findings = new ArrayList<>();
        Map<Finding, Long> suspects = new HashMap<>();
        Optional<Duration> lookAgain = Optional.empty();
        for (Finding finding : found) {
            Duration needs = finding.code().equals(Code.ADDRESS_HELD_TWICE.word())
                    ? patience.getOrDefault(finding.subject(), Duration.ZERO)
                    : Duration.ZERO;
            long since = before.getOrDefault(finding, look.endedTick());
            if (!needs.isZero()) {
                suspects.put(finding, since);
            }
            Duration left = needs.isZero() ? needs : needs.minusNanos(look.beganTick() - since);
            if (left.isPositive()) {
                lookAgain = lookAgain.filter(it -> it.compareTo(left) > 0).or(() -> Optional.of(left));
            } else {
                findings.add(finding);
            }
        }
        return new Judged(findings, suspects, lookAgain);
    }

    /** For how long two may have an address that they elect a holder of; it is one lease for all members. */
    private static Map<String, Duration> patience(DesiredState document) {
        Map<String, Duration> patience = new HashMap<>();
        document.failover()
                .virtualRouters()
                .forEach(router -> router.addresses()
                        .forEach(address -> patience.put(
                                AddressText.of(address), router.lease().plus(BEYOND_THE_LEASE))));
        return patience;
    }
}
