package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.ipvs.IpvsTable;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Has reports say where the virtual routers are: at once when one moved or the table became another, else every half minute,
 * for the counters. Used by one thread.
 */
public final class StandingShell implements FailoverLoop.Audience {

    private final ReportOutbox reports;
    private final Consumer<Notice> events;
    private final Runnable onTurn;
    private final Runnable onBroken;

    private @Nullable IpvsTable digested;
    private @Nullable String digest;
    private List<Said> said = List.of();
    private @Nullable String saidDigest;
    private long saidTick = System.nanoTime();

    /** What is worth a report; counters are not. */
    private record Said(
            String name,
            RouterState.Role role,
            int priority,
            String reason,
            long switchedOver,
            @Nullable String problem) {

        static Said of(RouterState state) {
            return new Said(
                    state.name(),
                    state.role(),
                    state.priority(),
                    state.reason(),
                    state.switchedOver(),
                    state.problem());
        }
    }

    /** One that has reported nothing yet.
     *
     * @param onTurn told of every turn
     * @param onBroken told of every turn that broke off */
    public StandingShell(ReportOutbox reports, Consumer<Notice> events, Runnable onTurn, Runnable onBroken) {
        this.reports = reports;
        this.events = events;
        this.onTurn = onTurn;
        this.onBroken = onBroken;
    }

    @Override
    public void standing(List<RouterState> routers, Optional<TableView> view) {
        onTurn.run();
        if (routers.isEmpty() && said.isEmpty()) {
            return;
        }
        view.map(TableView::present).filter(table -> !table.equals(digested)).ifPresent(table -> {
            digest = DigestRules.of(table);
            digested = table;
        });
        List<Said> newest = routers.stream().map(Said::of).toList();
        boolean due = System.nanoTime() - saidTick >= RouterState.PULSE.toNanos();
        if (due || !newest.equals(said) || (digest != null && !digest.equals(saidDigest))) {
            reports.standing(routers, digest);
            said = newest;
            saidDigest = digest;
            saidTick = System.nanoTime();
        }
    }

    @Override
    public void refused(String router, String why) {
        events.accept(new Notice(Kind.ROUTER_FAULT, Severity.ERROR, router, "It takes no part: " + why));
    }

    @Override
    public void broke() {
        onBroken.run();
    }
}
