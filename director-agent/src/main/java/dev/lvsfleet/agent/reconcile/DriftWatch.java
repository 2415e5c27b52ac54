package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.repair.RepairPace;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.jboss.logging.Logger;

/**
 * Watches the addresses of ours between two readings of the table, and paces how often what somebody else undoes is repaired.
 * Used by one thread.
 */
final class DriftWatch {

    private static final Logger LOG = Logger.getLogger(DriftWatch.class);

    private final Reconciler reconciler;
    private RepairPace<Drift> pace;
    /** When something that is missing, and was repaired lately, may be repaired again. */
    private OptionalLong lookTick = OptionalLong.empty();

    DriftWatch(Reconciler reconciler, Duration longestPause) {
        this.reconciler = reconciler;
        this.pace = RepairPace.starting(longestPause);
    }

    /**
     * What there is to say of repairs.
     *
     * @param fresh those that are told one by one
     * @param contested those that somebody has now undone so often that they are told together, and then no more
     * @param total how many things somebody keeps undoing
     */
    record Repairs(List<Drift> fresh, List<Drift> contested, int total) {}

    /** Whether an address of ours was taken away and may be put back now; what else was is found by the same pass.
     *
     * @param changed whether the kernel told of a change: without one nothing is read */
    boolean isMissing(boolean changed) {
        long now = System.nanoTime();
        boolean due = lookTick.isPresent() && now - lookTick.getAsLong() >= 0;
        if (!changed && !due) {
            return false;
        }
        List<Drift> missing = missing();
        boolean mayRepair = missing.stream().anyMatch(it -> !pace.isHeld(it, now));
        lookTick = mayRepair ? OptionalLong.empty() : pace.releaseTick(missing, now);
        return mayRepair;
    }

    private List<Drift> missing() {
        try {
            return reconciler.missingAddresses();
        } catch (KernelUnavailableException e) {
            LOG.debugf("The addresses could not be read: %s", e.reason());
            return List.of(); // the resync finds out
        }
    }

    /** When to look again though the kernel tells of nothing, or {@code latest}. */
    long dueTick(long latest) {
        return lookTick.isPresent() && lookTick.getAsLong() - latest < 0 ? lookTick.getAsLong() : latest;
    }

    /** After a pass that found and repaired these. */
    Repairs repaired(List<Drift> drifts) {
        pace = pace.after(drifts, System.nanoTime());
        return new Repairs(pace.fresh(drifts), pace.newlyContested(drifts), pace.contested());
    }
}
