package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.IpvsTransition;
import dev.lvsfleet.ipvs.plan.Ownership;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One try at a plan while it happens: what was done, what failed, and what the kernel holds as a result. */
final class Attempt {

    private final List<String> foreign;
    private final List<String> conflicts;
    private final List<String> removed = new ArrayList<>();
    private final long plannedTick;
    private final List<String> failures = new ArrayList<>();
    private final Set<ServiceKey> lacking = new HashSet<>();
    private final Set<InetAddress> leading = new HashSet<>();
    private final Set<DesiredAddress> addresses;
    private final List<String> notUnderstood;
    private IpvsTable table;
    private int operations;
    private long finishedTick;

    Attempt(Observation present, List<String> foreign, List<String> conflicts, long plannedTick) {
        this.table = present.table();
        this.addresses = new HashSet<>(present.addresses());
        this.notUnderstood = present.notUnderstood();
        this.foreign = foreign;
        this.conflicts = conflicts;
        this.plannedTick = plannedTick;
        this.finishedTick = plannedTick;
    }

    boolean succeeded() {
        return failures.isEmpty();
    }

    Observation present() {
        return new Observation(table, addresses, notUnderstood);
    }

    void fail(String sentence) {
        failures.add(sentence);
    }

    /** The operations without those that would add what is not owned on disk; each of these is a failure. */
    List<IpvsOperation> permitted(List<IpvsOperation> planned, Ownership owned) {
        List<IpvsOperation> permitted = new ArrayList<>();
        for (IpvsOperation operation : planned) {
            PermissionRules.obstacle(operation, owned)
                    .ifPresentOrElse(
                            why -> fail(operation, operation.title() + ": not done, because " + why),
                            () -> permitted.add(operation));
        }
        return permitted;
    }

    /** The withdrawals without those that would leave somebody unserved; each of these is a failure. */
    List<IpvsOperation> harmless(List<IpvsOperation> withdrawals, Target target) {
        WithdrawalRules.Progress progress = new WithdrawalRules.Progress(table, lacking, leading);
        List<IpvsOperation> harmless = new ArrayList<>();
        for (IpvsOperation withdrawal : withdrawals) {
            WithdrawalRules.obstacle(withdrawal, target, progress)
                    .ifPresentOrElse(
                            why -> failures.add(withdrawal.title() + ": not done, because " + why),
                            () -> harmless.add(withdrawal));
        }
        return harmless;
    }

    void applied(List<OperationResult> results, OperationMeter meter) {
        operations += results.size();
        List<IpvsOperation> succeeded = new ArrayList<>();
        for (OperationResult result : results) {
            switch (result) {
                case OperationResult.Done(IpvsOperation operation) -> succeeded.add(operation);
                case OperationResult.Failed failed -> fail(failed.operation(), failed.message());
            }
            meter.changed(result.operation().kind(), result instanceof OperationResult.Done);
        }
        table = IpvsTransition.after(table, succeeded);
    }

    private void fail(IpvsOperation operation, String sentence) {
        failures.add(sentence);
        lacking.add(operation.serviceKey());
    }

    /** Whether an address may come now; if not, that is a failure. */
    boolean mayAdd(DesiredAddress address, PermissionRules.Claims claims, Target target) {
        Optional<String> obstacle = PermissionRules.obstacleToAdding(address, claims, target.table(), table);
        obstacle.ifPresent(why -> fail("Add address " + AddressPlan.text(address) + ": not done, because " + why));
        return obstacle.isEmpty();
    }

    /** Whether an address may go now; if not, that is a failure. */
    boolean mayRemove(DesiredAddress address, Set<DesiredAddress> desired) {
        Optional<String> obstacle = PermissionRules.obstacleToRemoving(address, desired, addresses);
        obstacle.ifPresent(why -> fail("Remove address " + AddressPlan.text(address) + ": not done, because " + why));
        return obstacle.isEmpty();
    }

    void added(DesiredAddress address, Optional<String> reason, OperationMeter meter) {
        changed("add-address", "Add address ", address, reason, meter);
        if (reason.isEmpty()) {
            addresses.add(address);
        }
    }

    void removed(DesiredAddress address, Optional<String> reason, OperationMeter meter) {
        changed("remove-address", "Remove address ", address, reason, meter);
        if (reason.isEmpty()) {
            addresses.remove(address);
        } else {
            leading.add(address.address());
        }
    }

    private void changed(
            String kind, String verb, DesiredAddress address, Optional<String> reason, OperationMeter meter) {
        operations++;
        meter.changed(kind, reason.isEmpty());
        reason.ifPresent(why -> fail(verb + AddressPlan.text(address) + ": " + why));
    }

    /** Of these deletions of others' entries, those that succeeded are told, and no longer found. */
    void removedForeign(List<IpvsOperation> deletions) {
        for (IpvsOperation deletion : deletions) {
            String entry = ForeignText.of(deletion);
            if (ForeignText.isGone(deletion, table)) {
                removed.add(entry);
                foreign.remove(entry);
            }
        }
    }

    void finish() {
        finishedTick = System.nanoTime();
    }

    Pass pass(List<Drift> drifts) {
        return new Pass(
                operations,
                failures,
                foreign,
                conflicts,
                removed,
                drifts,
                plannedTick,
                Duration.ofNanos(finishedTick - plannedTick));
    }
}
