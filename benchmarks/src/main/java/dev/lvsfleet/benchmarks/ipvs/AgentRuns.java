package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.agent.budget.DeletionBudget;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.ownership.OwnershipStore;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.reconcile.Compilation;
import dev.lvsfleet.agent.reconcile.KernelClient;
import dev.lvsfleet.agent.reconcile.Pass;
import dev.lvsfleet.agent.reconcile.Reconciler;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;

/** The agent's own pass, from what is in effect: it compiles, observes, plans, writes down what is its own, and applies. */
final class AgentRuns implements AutoCloseable {

    static final String NAME = "the agent's pass";

    private final KernelClient kernel = new KernelClient(IpvsClient::open, AddressClient::open);
    private final Reconciler reconciler;
    private Map<ServiceEndpoint, Compilation.Part> compiled = Map.of();
    private Duration slept = Duration.ZERO;

    /** An agent that owns nothing yet. */
    AgentRuns(Path stateDirectory) {
        reconciler = new Reconciler(
                kernel,
                new OwnershipStore(stateDirectory),
                Possessions.NONE,
                (_, _) -> {},
                new Reconciler.Limits(DeletionBudget.DEFAULT, Set.of()),
                () -> System.nanoTime() + slept.toNanos());
    }

    /** Lets so much time be gone for the agent, for which nobody has to wait. */
    void sleep(Duration time) {
        slept = slept.plus(time);
    }

    /** One pass, in which so many changes are expected. */
    void pass(EffectiveState effective, boolean resync, int changes) throws Exception {
        Compilation compilation = TargetCompiler.compile(effective, Drains.NONE, compiled);
        compiled = compilation.parts();
        Pass pass = reconciler.pass(compilation.target(), resync);
        if (!pass.failures().isEmpty() || pass.operations() != changes) {
            throw new IllegalStateException(
                    pass.operations() + " changes instead of " + changes + "; failures: " + pass.failures());
        }
    }

    /** One pass in which there is nothing to do; whether it read everything must be as expected. */
    void look(EffectiveState effective, boolean all) throws Exception {
        pass(effective, true, 0);
        if (readEverything() != all) {
            throw new IllegalStateException(all ? "not everything was read" : "everything was read");
        }
    }

    /** Whether a pass since this was last asked read the whole table. */
    boolean readEverything() {
        return reconciler.takeReading().isPresent();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
