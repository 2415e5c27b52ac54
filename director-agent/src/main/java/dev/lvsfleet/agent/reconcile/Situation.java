package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How the node stands after the newest pass.
 *
 * @param passedAt when the pass ended, by the wall clock; empty before the first
 * @param passedTick the same in {@link System#nanoTime()}; the loop's start before the first pass
 * @param effective what is in effect; empty while no document is in force
 * @param addresses those of the desired addresses that are on their interface
 * @param conflicts what is desired and left to whoever made it
 * @param drains who is on the way out
 * @param heldBack what the document in force may not take away
 * @param kernelFault why the kernel cannot be used; empty when it can
 */
public record Situation(
        Optional<Instant> passedAt,
        long passedTick,
        Optional<EffectiveState> effective,
        Set<DesiredAddress> addresses,
        List<String> foreign,
        List<String> failures,
        List<String> conflicts,
        List<Drain> drains,
        HeldBack heldBack,
        Optional<String> kernelFault) {

    public Situation {
        addresses = Set.copyOf(addresses);
        foreign = List.copyOf(foreign);
        failures = List.copyOf(failures);
        conflicts = List.copyOf(conflicts);
        drains = List.copyOf(drains);
    }

    public static Situation before(long startTick) {
        return new Situation(
                Optional.empty(),
                startTick,
                Optional.empty(),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                HeldBack.NOTHING,
                Optional.of("not read yet"));
    }

    /** The revision in force; 0 for none. */
    public long revision() {
        return effective.map(EffectiveState::revision).orElse(0L);
    }

    /** Everything in which the kernel differs from the document, one sentence each. */
    public List<String> shortcomings() {
        return Stream.of(failures.stream(), conflicts.stream(), heldBack.sentence().stream())
                .flatMap(Function.identity())
                .toList();
    }

    /** Whether a document is in force and the kernel equals it in everything. */
    public boolean equalsDocument() {
        return effective.isPresent() && kernelFault.isEmpty() && shortcomings().isEmpty();
    }

    /** The same after a pass that broke off. */
    Situation broken(String failure, Instant now, long tick) {
        return new Situation(
                Optional.of(now),
                tick,
                effective,
                addresses,
                foreign,
                List.of(failure),
                conflicts,
                drains,
                heldBack,
                kernelFault);
    }
}
