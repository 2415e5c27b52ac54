package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.repair.ContestRules;
import dev.lvsfleet.agent.repair.RepairPace;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Readiness;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps how the preparation stands, and what was repaired lately, and tells everybody concerned what became of each pass.
 *
 * <p>One thread writes; any thread may ask for the preparation.
 */
final class BaselineChronicle {

    private static final Logger LOG = Logger.getLogger(BaselineChronicle.class);

    private final EventOutbox events;
    private final PreparationListener listener;
    private final InstantSource clock;
    private final boolean leaving;
    /** What the node was in full after the pass before; null when it was not, or nobody knows. */
    private @Nullable Baseline settled;

    private RepairPace<BaselineOperation> pace;
    /** What the newest pass left for later, because somebody keeps undoing it. */
    private List<BaselineOperation> held = List.of();

    private volatile Preparation preparation = Preparation.before(System.nanoTime());

    /** One that knows nothing yet.
     *
     * @param leaving whether the node leaves the fleet, so that it is not measured by documents */
    BaselineChronicle(
            EventOutbox events,
            PreparationListener listener,
            InstantSource clock,
            boolean leaving,
            Duration longestPause) {
        this.events = events;
        this.listener = listener;
        this.clock = clock;
        this.leaving = leaving;
        this.pace = RepairPace.starting(longestPause);
    }

    /**
     * The documents of a pass.
     *
     * @param cause the one that made it necessary; empty when something else did
     * @param inForce the one that the node is prepared for
     */
    record Papers(Optional<AcceptedDocument> cause, Optional<AcceptedDocument> inForce) {

        private Optional<AcceptedDocument> newest() {
            return cause.or(() -> inForce);
        }
    }

    Preparation preparation() {
        return preparation;
    }

    /** Whether something was repaired so lately that it must wait. */
    boolean mustWait(BaselineOperation operation) {
        return pace.isHeld(operation, System.nanoTime());
    }

    /** When something that must wait need not any more. */
    OptionalLong releaseTick(long nowTick) {
        return pace.releaseTick(held, nowTick);
    }

    /** A pass ended.
     *
     * @param isOldAim whether the node was to be the same before
     * @param owesNothing whether nothing on the node is ours any more */
    void passed(Baseline desired, BaselinePass pass, boolean isOldAim, boolean owesNothing, Papers papers) {
        List<BaselineOperation> repairs = isOldAim
                ? pass.done().stream().filter(BaselineOperation::isRepair).toList()
                : List.of();
        held = pass.held();
        pace = pace.after(repairs, System.nanoTime());
        List<BaselineOperation> news = desired.equals(settled) ? pace.fresh(repairs) : List.of();
        settled = pass.failures().isEmpty() ? desired : null;
        List<Readiness> readiness =
                served(papers).map(it -> ReadinessRules.of(it, pass.state())).orElse(List.of());
        boolean left = leaving && pass.failures().isEmpty() && owesNothing;
        tell(
                preparation(papers, readiness, pass.failures(), pass.findings(), Optional.empty(), left),
                news,
                papers,
                pass.done());
        ContestRules.notice(PreparationRules.SUBJECT, titles(pace.newlyContested(repairs)))
                .ifPresent(events::tell);
        listener.contested(pace.contested());
    }

    /** A pass could not look at the node, or must not. */
    void passed(List<String> failures, Optional<String> fault, Papers papers) {
        settled = null;
        held = List.of();
        List<Readiness> readiness = served(papers)
                .map(it -> ReadinessRules.standing(it, preparation.readiness()))
                .orElse(List.of());
        tell(
                preparation(papers, readiness, failures, preparation.findings(), fault, false),
                List.of(),
                papers,
                List.of());
    }

    /** Nobody knows how far the pass got. Telling it may fail for the same reason, and must not end the loop either. */
    void broke(Throwable failure, Papers papers) {
        List<String> sentence = List.of("A pass over the node broke off: " + failure);
        try {
            LOG.error("A pass over the node broke off", failure);
            passed(sentence, Optional.of(failure.toString()), papers);
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            preparation = preparation.broken(sentence, clock.instant(), System.nanoTime());
        }
    }

    void refused(String reason) {
        listener.refused(preparation, reason);
    }

    private Optional<DesiredState> served(Papers papers) {
        return leaving ? Optional.empty() : papers.inForce().map(AcceptedDocument::state);
    }

    private Preparation preparation(
            Papers papers,
            List<Readiness> readiness,
            List<String> failures,
            List<String> findings,
            Optional<String> fault,
            boolean left) {
        long revision = served(papers).map(DesiredState::revision).orElse(0L);
        return new Preparation(
                Optional.of(clock.instant()), System.nanoTime(), revision, readiness, failures, findings, fault, left);
    }

    private void tell(
            Preparation after, List<BaselineOperation> repaired, Papers papers, List<BaselineOperation> done) {
        Preparation before = preparation;
        Preparation now = listener.passed(before, after, papers.newest(), done.size());
        preparation = now;
        PreparationRules.notices(before, now, repaired).forEach(events::tell);
        titles(done).forEach(LOG::info);
    }

    private static List<String> titles(List<BaselineOperation> operations) {
        return operations.stream().map(BaselineOperation::title).toList();
    }
}
