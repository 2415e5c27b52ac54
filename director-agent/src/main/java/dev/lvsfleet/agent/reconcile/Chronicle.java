package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.repair.ContestRules;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps how the node stands and tells everybody concerned what became of each pass: figures, events, the report.
 *
 * <p>One thread writes; any thread may ask.
 */
final class Chronicle {

    private final String node;
    private final ReportOutbox reports;
    private final EventOutbox events;
    private final PassListener listener;
    private final InstantSource clock;
    private volatile long applied;
    private volatile Situation situation = Situation.before(System.nanoTime());

    Chronicle(String node, ReconcileLoop.Audience audience, InstantSource clock) {
        this.node = node;
        this.reports = audience.reports();
        this.events = audience.events();
        this.listener = audience.listener();
        this.clock = clock;
    }

    /**
     * What there is to say of a pass.
     *
     * @param repairs what of the pass's drifts is to be told
     * @param failures those of the pass and of what came after it
     * @param present the addresses the kernel holds
     * @param cause the document that made it necessary; empty when something else did
     */
    record Entry(
            Optional<EffectiveState> effective,
            Pass pass,
            DriftWatch.Repairs repairs,
            List<String> failures,
            Set<DesiredAddress> present,
            List<Drain> drains,
            HeldBack heldBack,
            Optional<String> kernelFault,
            Optional<AcceptedDocument> cause) {}

    Situation situation() {
        return situation;
    }

    void conclude(Entry entry) {
        Situation before = situation;
        Pass pass = entry.pass();
        Situation after = new Situation(
                Optional.of(clock.instant()),
                System.nanoTime(),
                entry.effective(),
                held(entry),
                pass.foreign(),
                entry.failures(),
                pass.conflicts(),
                entry.drains(),
                entry.heldBack(),
                entry.kernelFault());
        situation = after;
        if (after.equalsDocument()) {
            applied = after.revision();
        }
        listener.passed(after, pass, entry.cause().map(it -> fromReceipt(it, pass)));
        listener.contested(entry.repairs().total());
        NoticeRules.of(before, after, entry.repairs().fresh()).forEach(events::tell);
        ContestRules.notice("ipvs", words(entry.repairs().contested())).ifPresent(events::tell);
        NoticeRules.removed(pass.removed()).ifPresent(events::tell);
        if (ReportRules.isDue(before, after, pass, entry.cause())) {
            reports.send(ReportRules.of(
                    new ReportRules.Standpoint(node, after.revision(), applied),
                    entry.cause(),
                    pass,
                    after.shortcomings(),
                    clock.instant()));
        }
    }

    /** A pass ended in an exception; if telling of it fails too, the situation at least shows the failure. */
    void broke(String failure) {
        situation = situation.broken(failure, clock.instant(), System.nanoTime());
    }

    void refused(String reason) {
        Situation now = situation;
        reports.send(ReportRules.refused(
                new ReportRules.Standpoint(node, now.revision(), applied), reason, now.foreign(), clock.instant()));
    }

    /** The newest document on the bus is older than the one in force: somebody has lost what this node still has. */
    void behind(long newestOnBus, long inForce) {
        String reason = "the bus ends at revision " + newestOnBus + ", below revision " + inForce
                + " in force; nothing changes until one above it comes";
        events.tell(new Notice(Kind.DOCUMENT_REFUSED, Severity.ERROR, node, "Not obeyed: " + reason));
        refused(reason);
    }

    private static List<String> words(List<Drift> drifts) {
        return drifts.stream().map(it -> it.subject() + ": " + it.what()).toList();
    }

    private static Duration fromReceipt(AcceptedDocument cause, Pass pass) {
        return Duration.ofNanos(Math.max(0, pass.plannedTick() - cause.receivedTick()));
    }

    private static Set<DesiredAddress> held(Entry entry) {
        Set<DesiredAddress> held = new HashSet<>();
        entry.effective().ifPresent(state -> held.addAll(state.addresses()));
        held.retainAll(entry.present());
        return held;
    }
}
