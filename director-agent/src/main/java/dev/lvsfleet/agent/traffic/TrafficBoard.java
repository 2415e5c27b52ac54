package dev.lvsfleet.agent.traffic;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.reconcile.Reading;
import dev.lvsfleet.agent.reconcile.TableListener;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.ServiceKey;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Keeps what the services carry, from the readings that the loop makes anyway, for whoever asks. It costs the kernel nothing, and
 * what it shows is as old as the newest reading. One thread writes; any thread may ask.
 */
public final class TrafficBoard implements TableListener {

    private final int limit;
    private final Consumer<Notice> told;
    private Map<Carrier, Track> tracks = Map.of();
    private IpvsStatistics carried = new IpvsStatistics(Map.of());
    private boolean started;
    private volatile Traffic traffic = Traffic.NONE;

    /**
     * An empty board.
     *
     * @param limit how many services and real servers it shows; beyond it services alone
     * @param told of the limit being reached
     */
    public TrafficBoard(int limit, Consumer<Notice> told) {
        this.limit = limit;
        this.told = told;
    }

    public Traffic traffic() {
        return traffic;
    }

    @Override
    public void seen(TableView view) {
        EffectiveState state = view.effective().orElse(new EffectiveState(0, List.of(), List.of()));
        view.reading().ifPresent(reading -> count(state, reading));
        Traffic newest = TrafficRules.traffic(state, view.present(), carried, tracks, limit);
        if (newest.limited() && !traffic.limited()) {
            told.accept(new Notice(
                    Kind.FINDING,
                    Severity.WARNING,
                    "metrics",
                    "More than " + limit + " services and real servers: their counters are shown per service only"));
        }
        traffic = newest;
    }

    /** Those who are out of the table but belong to a service may come back; so may a service, or its real server, that went. */
    private void count(EffectiveState state, Reading reading) {
        IpvsStatistics origin = started ? carried : reading.carried();
        started = true;
        carried = reading.carried();
        Set<Carrier> members =
                state.services().stream().flatMap(TrafficBoard::carriers).collect(Collectors.toSet());
        tracks = CounterRules.step(
                tracks,
                new CounterRules.Counted(
                        TrafficRules.counters(state, carried, limit),
                        it -> TrafficRules.counters(origin, it),
                        reading.wide()),
                new CounterRules.Kept(members::contains, limit));
    }

    private static Stream<Carrier> carriers(EffectiveService service) {
        ServiceKey key = TargetCompiler.keyOf(service.desired().endpoint());
        return Stream.concat(
                Stream.of(new Carrier(key, null)),
                service.all().map(it -> new Carrier(key, TargetCompiler.keyOf(it.server()))));
    }
}
