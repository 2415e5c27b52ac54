package dev.lvsfleet.agent.servicestate;

import dev.lvsfleet.agent.reconcile.Reading;
import dev.lvsfleet.agent.reconcile.TableListener;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.ipvs.IpvsStatistics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows the table to the planner after each pass and puts into the outbox what it says. Used by one thread, the loop's. */
public final class StateShell implements TableListener {

    /** How often the bus hears that all is as it was said. */
    private static final Duration PULSE = Duration.ofSeconds(10);

    private final String node;
    private final StateOutbox outbox;
    private final InstantSource clock;
    /** Told by an earlier run, as far as this one knows. */
    private Set<String> inherited;

    private IpvsStatistics carried = new IpvsStatistics(Map.of());
    private Told told = Told.nothing(now());
    private Tick pulsedAt = now();
    private long pulsedRevision = -1;
    private boolean pulsedEqual;

    /** A shell that has told nothing yet.
     *
     * @param before the document of an earlier run, whose services that run has told of */
    public StateShell(String node, StateOutbox outbox, InstantSource clock, Optional<DesiredState> before) {
        this.node = node;
        this.outbox = outbox;
        this.clock = clock;
        this.inherited = before.map(DesiredState::services).orElse(List.of()).stream()
                .map(DesiredService::name)
                .collect(Collectors.toSet());
    }

    @Override
    public void seen(TableView view) {
        view.reading().map(Reading::carried).ifPresent(it -> carried = it);
        Tick now = now();
        Instant at = clock.instant();
        List<ServiceState> states = StateRules.of(view, new StateRules.Sight(node, carried, at));
        StatePlanner.Plan plan = StatePlanner.plan(told, states, now);
        told = plan.next();
        outbox.offer(plan.tell(), gone(plan, view), pulse(view, !plan.tell().isEmpty(), now, at));
    }

    private List<String> gone(StatePlanner.Plan plan, TableView view) {
        Set<String> gone = plan.gone().stream().collect(Collectors.toSet());
        if (view.effective().isPresent()) {
            gone.addAll(inherited);
            gone.removeAll(told.services().keySet());
            inherited = Set.of();
        }
        return gone.stream().sorted().map(it -> ServiceState.key(node, it)).toList();
    }

    private Optional<ServiceState> pulse(TableView view, boolean somethingTold, Tick now, Instant at) {
        long revision = StateRules.revision(view);
        boolean due = now.nanosSince(pulsedAt) >= PULSE.toNanos()
                || revision != pulsedRevision
                || view.equal() != pulsedEqual
                || somethingTold;
        if (!due) {
            return Optional.empty();
        }
        pulsedAt = now;
        pulsedRevision = revision;
        pulsedEqual = view.equal();
        return Optional.of(ServiceState.pulse(node, revision, at, view.equal()));
    }

    private static Tick now() {
        return new Tick(System.nanoTime());
    }
}
