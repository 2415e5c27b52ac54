package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.plan.IpvsTransition;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.plan.Ownership.OwnedDestination;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** One try at a plan while it happens: what was done, what failed, and what the kernel holds as a result. */
final class Attempt {

    private final List<String> foreign;
    private final long plannedTick;
    private final List<String> failures = new ArrayList<>();
    private final Set<ServiceKey> lacking = new HashSet<>();
    private final Set<InetAddress> leading = new HashSet<>();
    private final Set<DesiredAddress> addresses;
    private final List<String> notUnderstood;
    private IpvsTable table;
    private int operations;
    private long finishedTick;

    Attempt(Observation present, List<String> foreign, long plannedTick) {
        this.table = present.table();
        this.addresses = new HashSet<>(present.addresses());
        this.notUnderstood = present.notUnderstood();
        this.foreign = foreign;
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
            if (isClaimed(operation, owned)) {
                permitted.add(operation);
            } else {
                fail(operation, OperationText.of(operation) + ": not done, because it could not be claimed on disk");
            }
        }
        return permitted;
    }

    /** The withdrawals without those that would leave somebody unserved; each of these is a failure. */
    List<IpvsOperation> harmless(List<IpvsOperation> withdrawals, Target target) {
        WithdrawalRules.Progress progress = new WithdrawalRules.Progress(table, lacking, leading);
        List<IpvsOperation> harmless = new ArrayList<>();
        for (IpvsOperation withdrawal : withdrawals) {
            if (WithdrawalRules.isHarmless(withdrawal, target, progress)) {
                harmless.add(withdrawal);
            } else {
                failures.add(OperationText.of(withdrawal) + ": not done, because " + obstacle(withdrawal));
            }
        }
        return harmless;
    }

    private static String obstacle(IpvsOperation withdrawal) {
        return withdrawal instanceof IpvsOperation.DeleteService
                ? "its address could not be removed"
                : "what takes its place is not there";
    }

    void applied(List<OperationResult> results, OperationMeter meter) {
        operations += results.size();
        List<IpvsOperation> succeeded = new ArrayList<>();
        for (OperationResult result : results) {
            switch (result) {
                case OperationResult.Done(IpvsOperation operation) -> succeeded.add(operation);
                case OperationResult.Failed failed -> fail(failed.operation(), failed.message());
            }
            meter.changed(OperationText.kind(result.operation()), result instanceof OperationResult.Done);
        }
        table = IpvsTransition.after(table, succeeded);
    }

    private void fail(IpvsOperation operation, String sentence) {
        failures.add(sentence);
        lacking.add(operation.serviceKey());
    }

    /** Whether an address is claimed and everything it leads to is programmed; if not, that is a failure. */
    boolean mayAdd(DesiredAddress address, Set<DesiredAddress> owned) {
        if (!owned.contains(address)) {
            fail("Add address " + AddressPlan.text(address) + ": not done, because it could not be claimed on disk");
            return false;
        }
        if (lacking.stream().anyMatch(service -> service.address().equals(address.address()))) {
            fail("Add address " + AddressPlan.text(address) + ": not done, because its services are not programmed");
            return false;
        }
        return true;
    }

    /** Whether the address is not about to move, or is where it moves to already; if not, that is a failure. */
    boolean mayRemove(DesiredAddress address, Set<DesiredAddress> desired) {
        Set<DesiredAddress> successors = desired.stream()
                .filter(it -> it.address().equals(address.address()))
                .collect(Collectors.toSet());
        if (successors.isEmpty() || successors.stream().anyMatch(addresses::contains)) {
            return true;
        }
        fail("Remove address " + AddressPlan.text(address) + ": not done, because what takes its place is not there");
        return false;
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

    void finish() {
        finishedTick = System.nanoTime();
    }

    Pass pass(List<Drift> drifts) {
        return new Pass(
                operations, failures, foreign, drifts, plannedTick, Duration.ofNanos(finishedTick - plannedTick));
    }

    private static boolean isClaimed(IpvsOperation operation, Ownership owned) {
        return switch (operation) {
            case IpvsOperation.AddService it -> owned.services().contains(it.serviceKey());
            case IpvsOperation.AddDestination it ->
                owned.destinations()
                        .contains(new OwnedDestination(
                                it.serviceKey(), it.destination().key()));
            case IpvsOperation.SetService _,
                    IpvsOperation.SetDestination _,
                    IpvsOperation.DeleteService _,
                    IpvsOperation.DeleteDestination _ -> true;
        };
    }
}
