package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.KernelClient;
import dev.lvsfleet.agent.reconcile.Pass;
import dev.lvsfleet.agent.reconcile.Reconciler;
import dev.lvsfleet.agent.reconcile.Target;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import java.nio.file.Path;
import java.util.Set;

/** The agent's own pass: it observes, plans, writes down what is its own, and applies. */
final class AgentRuns implements AutoCloseable {

    static final String NAME = "the agent's pass";

    private final KernelClient kernel = new KernelClient(IpvsClient::open, AddressClient::open);
    private final Reconciler reconciler;

    /** An agent that owns nothing yet. */
    AgentRuns(Path stateDirectory) {
        reconciler = new Reconciler(
                kernel,
                new OwnershipStore(stateDirectory),
                Possessions.NONE,
                (_, _) -> {},
                new Reconciler.Limits(DeletionBudget.DEFAULT, Set.of()));
    }

    static Target target(IpvsTable table) {
        return new Target(table, table, Set.of());
    }

    /** One pass, in which so many changes are expected. */
    void pass(Target target, boolean resync, int changes) throws Exception {
        Pass pass = reconciler.pass(target, resync);
        if (!pass.failures().isEmpty() || pass.operations() != changes) {
            throw new IllegalStateException(
                    pass.operations() + " changes instead of " + changes + "; failures: " + pass.failures());
        }
    }

    @Override
    public void close() {
        kernel.close();
    }
}
