package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.drain.DrainMachine;
import dev.lvsfleet.agent.drain.DrainMachine.Effect;
import dev.lvsfleet.agent.drain.DrainMachine.Input;
import dev.lvsfleet.agent.drain.DrainStore;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.ipvs.IpvsStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What the node is to be: the document in force, the verdicts, and what the machines of pools and drains make of them. It asks
 * the kernel for the connections of those that drain, keeps drains on disk and tells how they end. Used by one thread.
 */
final class IntentShell {

    private static final Logger LOG = Logger.getLogger(IntentShell.class);

    private final DeletionBudget budget;
    private final DrainStore store;
    private final Consumer<Notice> told;
    private @Nullable AcceptedDocument inForce;
    private Verdicts verdicts;
    private Pools pools;
    private Drains drains;
    private List<Drain> keptDrains;
    private Optional<Tick> nextWeight = Optional.empty();
    private @Nullable EffectiveState served;

    IntentShell(DeletionBudget budget, DrainStore store, Remembered remembered, Consumer<Notice> told) {
        Tick now = now();
        this.budget = budget;
        this.store = store;
        this.told = told;
        this.verdicts = remembered.verdicts();
        this.pools = remembered.pools();
        this.keptDrains = remembered.drains().running();
        this.drains =
                DrainMachine.step(remembered.drains(), new Input.Resumed(), now).next();
        remembered.document().ifPresent(it -> {
            obey(it);
            step(it);
        });
    }

    Optional<AcceptedDocument> inForce() {
        return Optional.ofNullable(inForce);
    }

    HeldBack heldBack() {
        return inForce().map(AcceptedDocument::heldBack).orElse(HeldBack.NOTHING);
    }

    Verdicts verdicts() {
        return verdicts;
    }

    Pools pools() {
        return pools;
    }

    Drains drains() {
        return drains;
    }

    /** Another document is in force; the first one may do anything, every other one has a budget. */
    void obey(AcceptedDocument newest) {
        AcceptedDocument before = inForce;
        AcceptedDocument obeyed = before == null ? newest : newest.within(budget, before);
        drain(new Input.Replaced(Optional.ofNullable(served), obeyed.state()), now());
        inForce = obeyed;
    }

    void judge(Verdicts newest) {
        verdicts = newest;
    }

    /** Who serves now. */
    EffectiveState step(AcceptedDocument document) {
        EffectiveRules.Step step = EffectiveRules.step(
                document.state(), pools, new EffectiveRules.Input(verdicts, drains.byEndpoint()), now());
        pools = step.next();
        nextWeight = step.wake();
        served = step.effective();
        return step.effective();
    }

    /** In {@link System#nanoTime()}, when there is something to do though nothing rings, or {@code latest}. */
    long dueTick(long latest) {
        Tick last = new Tick(latest);
        return Tick.earliest(nextWeight, drains.nextCount())
                .map(it -> Tick.earlier(it, last))
                .orElse(last)
                .nanos();
    }

    /** Does what is due by now; whether the target may be another for it. */
    boolean advance(Kernel kernel) {
        Tick now = now();
        boolean changes = isDue(nextWeight, now);
        if (changes) {
            nextWeight = Optional.empty(); // should the pass break off, this must not wake the loop again and again
        }
        boolean ended = isDue(drains.nextCount(), now) && count(kernel, now);
        return ended || changes;
    }

    private static boolean isDue(Optional<Tick> tick, Tick now) {
        return tick.filter(it -> !now.isBefore(it)).isPresent();
    }

    /** Whether a drain ended. */
    private boolean count(Kernel kernel, Tick before) {
        int running = drains.running().size();
        drain(new Input.Uncounted(), before); // the next count is put off, however this one ends
        try {
            IpvsStatistics statistics = kernel.statistics();
            Tick after = now();
            Duration cost = Duration.ofNanos(after.nanosSince(before));
            drain(new Input.Counted(ConnectionRules.left(drains, statistics), cost), after);
        } catch (KernelUnavailableException e) {
            LOG.debugf("Connections could not be counted: %s", e.reason());
        }
        return drains.running().size() < running;
    }

    private void drain(Input input, Tick now) {
        DrainMachine.Step step = DrainMachine.step(drains, input, now);
        drains = step.next();
        step.effects().forEach(it -> told.accept(notice(it)));
    }

    private static Notice notice(Effect effect) {
        return switch (effect) {
            case Effect.Drained(Drain drain) ->
                new Notice(
                        Kind.DRAINED,
                        Severity.INFO,
                        drain.service(),
                        drain.backend() + " has no connections left and leaves the table");
            case Effect.Expired(Drain drain, long cut) ->
                new Notice(
                        Kind.DRAIN_EXPIRED,
                        Severity.WARNING,
                        drain.service(),
                        drain.backend() + " leaves the table because its time to drain is up; " + cut
                                + " connections are cut");
        };
    }

    /** Before the kernel is changed: writes the drains if they are others; what could not be written, and why. */
    List<String> keep() {
        List<Drain> lasting = drains.running().stream().map(Drain::uncounted).toList();
        if (lasting.equals(keptDrains)) {
            return List.of();
        }
        try {
            store.write(drains);
            keptDrains = lasting;
            return List.of();
        } catch (IOException e) {
            return List.of("Who drains could not be kept on disk: " + e);
        }
    }

    private static Tick now() {
        return new Tick(System.nanoTime());
    }
}
