package dev.lvsfleet.agent.baseline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * One pass: observe, plan, remember, apply, and again until there is nothing to do. What fails is not tried twice in a
 * pass. Used by one thread.
 */
final class BaselineReconciler {

    /** A tunnel takes five: its module, its device, the device's settings, its address, and one that finds nothing. */
    private static final int MOST_ROUNDS = 10;

    private final Node node;
    private final OriginalsStore store;
    private Originals originals;
    /** What was done in vain when it was last tried, and is a failure still while it must wait. */
    private final Set<BaselineOperation> vain = new HashSet<>();

    BaselineReconciler(Node node, OriginalsStore store, Originals originals) {
        this.node = node;
        this.store = store;
        this.originals = originals;
    }

    /** One pass while it happens. */
    private final class Attempt {
        private final List<BaselineOperation> done = new ArrayList<>();
        private final Set<BaselineOperation> held = new LinkedHashSet<>();
        private final List<String> failures = new ArrayList<>();
        private final List<String> findings = new ArrayList<>();
        private final Set<BaselineOperation> failed = new HashSet<>();

        /** What was done in this pass already is no matter of waiting: it was in vain. */
        boolean mustWait(BaselineOperation operation, Predicate<BaselineOperation> isHeld) {
            boolean must = isHeld.test(operation);
            if (must && held.add(operation) && vain.contains(operation)) {
                failures.add(sentence(operation));
            }
            return must;
        }

        /** Whether it was done in this pass and the node shows nothing of it: somebody undoes it, or the kernel took it wrong. */
        boolean wasInVain(BaselineOperation operation) {
            boolean again = done.contains(operation);
            if (again) {
                failed.add(operation);
                vain.add(operation);
                failures.add(sentence(operation));
            }
            return again;
        }

        private static String sentence(BaselineOperation operation) {
            return "Could " + operation.title() + ", but it is not so afterwards";
        }
    }

    /** Whether nothing on the node is ours any more. */
    boolean owesNothing() {
        return originals.isEmpty();
    }

    BaselinePass pass(Baseline desired, Withdrawal withdrawal) throws NodeUnavailableException, InterruptedException {
        return pass(desired, Withdrawals.all(withdrawal), _ -> false);
    }

    /** One pass.
     *
     * @param isHeld which operations must wait */
    BaselinePass pass(Baseline desired, Withdrawals withdrawals, Predicate<BaselineOperation> isHeld)
            throws NodeUnavailableException, InterruptedException {
        Attempt attempt = new Attempt();
        boolean hadFormerRoute = OriginalsRules.hasFormerRoute(originals, desired);
        NodeState state = settle(desired, withdrawals, isHeld, attempt);
        if (hadFormerRoute && !OriginalsRules.hasFormerRoute(originals, desired)) {
            state = settle(desired, withdrawals, isHeld, attempt); // the route of the other family has been given back
        }
        attempt.findings.addAll(missingSettings(desired, state));
        return new BaselinePass(attempt.done, List.copyOf(attempt.held), attempt.failures, attempt.findings, state);
    }

    /** Goes on until there is nothing to do; how the node is then. */
    private NodeState settle(
            Baseline desired, Withdrawals withdrawals, Predicate<BaselineOperation> isHeld, Attempt attempt)
            throws NodeUnavailableException, InterruptedException {
        NodeState state = node.observe(InquiryRules.of(desired, originals, withdrawals));
        for (int round = 0; round < MOST_ROUNDS; round++) {
            List<BaselineOperation> plan =
                    new ArrayList<>(BaselinePlanner.plan(desired, state, originals, withdrawals));
            plan.removeAll(attempt.failed);
            plan.removeIf(operation -> attempt.wasInVain(operation));
            plan.removeIf(operation -> attempt.mustWait(operation, isHeld));
            if (plan.isEmpty() || !keep(OriginalsRules.claimed(originals, plan), attempt)) {
                break;
            }
            for (BaselineOperation operation : plan) {
                perform(operation, attempt);
            }
            state = node.observe(InquiryRules.of(desired, originals, withdrawals));
        }
        attempt.findings.addAll(OriginalsRules.abandoned(originals, desired, state));
        keep(OriginalsRules.remaining(originals, desired, state), attempt);
        return state;
    }

    private void perform(BaselineOperation operation, Attempt attempt) throws InterruptedException {
        Optional<String> why = node.perform(operation);
        vain.remove(operation);
        if (why.isEmpty()) {
            attempt.done.add(operation);
            return;
        }
        attempt.failed.add(operation);
        boolean harmless = operation instanceof BaselineOperation.WriteBootModules
                || operation instanceof BaselineOperation.RemoveBootModules;
        (harmless ? attempt.findings : attempt.failures).add("Could not " + operation.title() + ": " + why.get());
    }

    private static List<String> missingSettings(Baseline desired, NodeState state) {
        return desired.settings().stream()
                .map(Setting::key)
                .filter(state::lacks)
                .map(key -> "This kernel has no " + key + "; skipped")
                .toList();
    }

    /** Whether it is on disk now; nothing may be changed that is not. */
    private boolean keep(Originals newest, Attempt attempt) {
        if (newest.equals(originals)) {
            return true;
        }
        try {
            store.write(newest);
            originals = newest;
            return true;
        } catch (IOException e) {
            attempt.failures.add("What was there before could not be kept on disk, so nothing was changed: " + e);
            return false;
        }
    }
}
