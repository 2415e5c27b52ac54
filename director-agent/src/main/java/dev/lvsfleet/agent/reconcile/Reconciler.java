package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.ownership.OwnershipRules;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.plan.IpvsPlan;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One pass: observe, plan, claim, apply. Between observations it plans against what it last read plus what it has done
 * since; any failure makes it read the kernel again and try once more at once.
 *
 * <p>Used by one thread.
 */
public final class Reconciler {

    private static final int MOST_READINGS = 3;

    private final Kernel kernel;
    private final OwnershipStore store;
    private final OperationMeter meter;
    private final Limits limits;
    private Possessions owned;
    private final LongSupplier ticks;
    private @Nullable Observation belief;
    private @Nullable Reading newest;
    private @Nullable ReadingPace pace;
    /** Entries that are known to be owned, and so need not be looked up. */
    private IpvsTable covered = IpvsTable.EMPTY;

    /**
     * What it may do.
     *
     * @param budget how much of others' entries an exclusive node deletes in one pass
     * @param reserved addresses that are never put on this node
     */
    public record Limits(DeletionBudget budget, Set<InetAddress> reserved) {

        public Limits {
            reserved = Set.copyOf(reserved);
        }
    }

    /** One that owns what it is told. */
    public Reconciler(Kernel kernel, OwnershipStore store, Possessions owned, OperationMeter meter, Limits limits) {
        this(kernel, store, owned, meter, limits, System::nanoTime);
    }

    /** The same by another clock.
     *
     * @param ticks as {@link System#nanoTime()} gives them, for how often everything is read */
    public Reconciler(
            Kernel kernel,
            OwnershipStore store,
            Possessions owned,
            OperationMeter meter,
            Limits limits,
            LongSupplier ticks) {
        this.kernel = kernel;
        this.store = store;
        this.owned = owned;
        this.meter = meter;
        this.limits = limits;
        this.ticks = ticks;
    }

    /** What the kernel is believed to hold; empty before the first observation and after one failed. */
    public Optional<Observation> belief() {
        return Optional.ofNullable(belief);
    }

    /** Makes the next pass read the kernel; for when it is not known how far the last one got. */
    public void distrust() {
        belief = null;
    }

    /** The newest reading of the kernel, unless it was taken before; not what was done since. */
    public Optional<Reading> takeReading() {
        Optional<Reading> taken = Optional.ofNullable(newest);
        newest = null;
        return taken;
    }

    /**
     * The addresses of ours that are no longer where they are believed to be; asks for the addresses alone. None while nothing
     * is believed: then something failed, and is tried again in its time.
     */
    List<Drift> missingAddresses() throws KernelUnavailableException {
        return belief == null ? List.of() : DriftRules.missing(belief.addresses(), kernel.addresses(), owned);
    }

    /** Reads the kernel and changes nothing. */
    public void look() throws KernelUnavailableException {
        belief = read();
    }

    /** Makes the kernel equal to the target.
     *
     * @param resync whether to look at the kernel even though its content is believed to be known */
    public Pass pass(Target target, boolean resync) throws KernelUnavailableException {
        List<Drift> drifts = new ArrayList<>();
        Attempt first = attempt(target, present(target, resync, drifts));
        if (first.succeeded()) {
            return first.pass(drifts);
        }
        Attempt second = attempt(target, observe(drifts));
        if (!second.succeeded()) {
            pace = null; // what keeps failing is tried again on what is really there
        }
        return second.pass(drifts).after(first.pass(List.of()));
    }

    private Observation present(Target target, boolean resync, List<Drift> drifts) throws KernelUnavailableException {
        Observation believed = belief;
        boolean known = believed != null && !mayTakeOthers(target) && (!resync || isStillThere(believed));
        return believed != null && known ? believed : observe(drifts);
    }

    /** Whether less than everything has to be looked at for now, and shows what is believed. */
    private boolean isStillThere(Observation believed) throws KernelUnavailableException {
        return pace != null
                && !pace.isDue(believed.table(), ticks.getAsLong())
                && GlanceRules.shows(believed, new GlanceRules.Glance(kernel.services(), kernel.addresses()));
    }

    /** Where others' entries are left alone, what is about to become ours must be known not to be theirs by now. */
    private boolean mayTakeOthers(Target target) {
        return target.policy().existing() == TablePolicy.Existing.LEAVE
                && !OwnershipRules.claimed(owned, covered, target.claims(), target.addresses())
                        .equals(owned);
    }

    private Observation observe(List<Drift> drifts) throws KernelUnavailableException {
        Observation before = belief;
        belief = null;
        Observation observed = before == null ? read() : read().sharing(before.table());
        if (before != null
                && !before.equals(observed)
                && !DriftRules.between(before, observed, owned).isEmpty()) {
            observed = settled(observed);
            drifts.addAll(DriftRules.between(before, observed, owned));
        }
        belief = observed;
        return observed;
    }

    private Observation read() throws KernelUnavailableException {
        long begin = ticks.getAsLong();
        Reading reading = kernel.observe();
        pace = new ReadingPace(begin, Duration.ofNanos(ticks.getAsLong() - begin));
        newest = reading;
        return reading.observation();
    }

    /**
     * Reads again until two readings agree, for a bounded number of times: whoever changed something may be changing it
     * still, and a dump that is caught in the middle shows neither what was nor what is.
     */
    private Observation settled(Observation first) throws KernelUnavailableException {
        Observation newest = first;
        for (int reading = 0; reading < MOST_READINGS; reading++) {
            Observation again = read();
            if (again.equals(newest)) {
                return again;
            }
            newest = again;
        }
        return newest;
    }

    private Attempt attempt(Target wanted, Observation observed) throws KernelUnavailableException {
        ConflictRules.Settlement settlement = ConflictRules.settle(wanted, observed, owned);
        Target target = settlement.target();
        Observation present = observed.sharing(target.table());
        IpvsPlan plan = IpvsPlanner.plan(target.table(), present.table(), owned.entries());
        AddressPlan addresses = AddressPlanner.plan(
                target.addresses(),
                present.addresses(),
                OwnershipRules.without(owned, target.elected()).addresses());
        Attempt attempt = new Attempt(present, ForeignText.of(plan, present), settlement.left(), System.nanoTime());
        claim(target, attempt);
        apply(attempt.permitted(WithdrawalRules.gains(plan), owned.entries()), attempt);
        change(addresses, target, attempt);
        apply(attempt.harmless(WithdrawalRules.withdrawals(plan), target), attempt);
        if (target.policy().exclusive()) {
            clear(wanted, plan, attempt);
        }
        attempt.finish();
        belief = attempt.present();
        release(target, attempt);
        return attempt;
    }

    /** Between what the table gains and what it loses, so that an address never leads to a service that is not there. */
    private void change(AddressPlan plan, Target target, Attempt attempt) {
        for (DesiredAddress address : plan.additions()) {
            if (attempt.mayAdd(address, new PermissionRules.Claims(owned.addresses(), limits.reserved()), target)) {
                attempt.added(address, kernel.add(address), meter);
            }
        }
        for (DesiredAddress address : plan.removals()) {
            if (attempt.mayRemove(address, target.addresses())) {
                attempt.removed(address, kernel.remove(address), meter);
            }
        }
    }

    private void apply(List<IpvsOperation> operations, Attempt attempt) throws KernelUnavailableException {
        if (!operations.isEmpty()) {
            belief = null; // what is there is unknown until the kernel has answered
            attempt.applied(kernel.apply(operations), meter);
        }
    }

    /** Last of all, and nothing that is desired, whoever made it. */
    private void clear(Target wanted, IpvsPlan plan, Attempt attempt) throws KernelUnavailableException {
        List<IpvsOperation> removals =
                ExclusiveRules.removals(plan, wanted.table(), attempt.present().table(), limits.budget());
        apply(removals, attempt);
        attempt.removedForeign(removals);
    }

    /** Before anything is added. Where the disk refuses, only what is owned already may be added. */
    private void claim(Target target, Attempt attempt) {
        Possessions ours = OwnershipRules.without(owned, target.elected());
        if (keep(OwnershipRules.claimed(ours, covered, target.claims(), target.addresses()), attempt)) {
            covered = target.claims();
        }
    }

    /** After things were deleted. */
    private void release(Target target, Attempt attempt) {
        boolean isCovered = covered.equals(target.claims());
        if (isCovered && OwnershipRules.isNoMoreThan(target.claims(), target.addresses(), owned)) {
            return;
        }
        Observation now = attempt.present();
        Possessions remaining =
                OwnershipRules.remaining(owned, target.claims(), target.addresses(), now.table(), now.addresses());
        if (!isCovered) {
            covered = IpvsTable.EMPTY; // of what could not be claimed now, some may have been owned before and lapse
        }
        keep(remaining, attempt);
    }

    /** Whether this is on disk; written only where it is not what is there. */
    private boolean keep(Possessions newest, Attempt attempt) {
        if (newest.equals(owned)) {
            return true;
        }
        try {
            store.write(newest);
            owned = newest;
            return true;
        } catch (IOException e) {
            attempt.fail("What is owned could not be kept on disk: " + e);
            return false;
        }
    }
}
