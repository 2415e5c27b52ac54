package dev.lvsfleet.agent.traffic;

import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.reconcile.Observation;
import dev.lvsfleet.agent.reconcile.Reading;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.ipvs.DestinationStatistics;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.ipvs.ServiceStatistics;
import dev.lvsfleet.ipvs.TrafficCounters;
import dev.lvsfleet.ipvs.TrafficRates;
import io.prometheus.client.CollectorRegistry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TrafficBoardTest {

    private static final TrafficCounters HUNDRED = new TrafficCounters(100, 200, 300, 400, 500);
    private static final TrafficRates STILL = new TrafficRates(0, 0, 0, 0, 0);
    private static final String CONNECTIONS = "lvsfleet_ipvs_real_server_connections_total";
    private static final String[] LABELS = {"service", "protocol", "real_server"};

    private final List<Notice> notices = new ArrayList<>();

    private static EffectiveState effective(int... hosts) {
        var servers = Arrays.stream(hosts).mapToObj(it -> real(it, 3)).toArray(DesiredRealServer[]::new);
        return EffectiveRules.step(
                        state(7, web(servers)),
                        Pools.NONE,
                        new EffectiveRules.Input(Verdicts.NONE, Map.of()),
                        new Tick(0))
                .effective();
    }

    /** A kernel that holds it all, and whose every entry has carried a hundred connections. */
    private static TableView view(EffectiveState effective) {
        IpvsTable table = TargetCompiler.compile(effective, Drains.NONE).table();
        IpvsStatistics carried = new IpvsStatistics(table.services().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> new ServiceStatistics(
                                HUNDRED,
                                STILL,
                                entry.getValue().destinations().keySet().stream()
                                        .collect(Collectors.toMap(
                                                key -> key,
                                                _ -> new DestinationStatistics(HUNDRED, STILL, 7, 8, 0)))))));
        return new TableView(
                Optional.of(effective),
                table,
                table,
                Set.of(),
                List.of(),
                Optional.of(new Reading(new Observation(table, Set.of(), List.of()), carried, true)),
                true);
    }

    /** A board of an agent that started on an empty kernel. */
    private TrafficBoard board(int limit) {
        TrafficBoard board = new TrafficBoard(limit, notices::add);
        board.seen(new TableView(
                Optional.empty(),
                IpvsTable.EMPTY,
                IpvsTable.EMPTY,
                Set.of(),
                List.of(),
                Optional.of(new Reading(
                        new Observation(IpvsTable.EMPTY, Set.of(), List.of()), new IpvsStatistics(Map.of()), true)),
                true));
        return board;
    }

    private static @Nullable Double sample(TrafficBoard board, String name, String server) {
        CollectorRegistry registry = new CollectorRegistry();
        registry.register(new TrafficCollector(board));
        return registry.getSampleValue(name, LABELS, new String[] {"web", "tcp", server});
    }

    @Test
    void countersAndConnectionsAreShownByServiceAndRealServer() {
        TrafficBoard board = board(100);
        board.seen(view(effective(132, 133)));

        assertThat(sample(board, "lvsfleet_ipvs_real_server_connections_total", "192.168.148.132:80"))
                .isEqualTo(100);
        assertThat(sample(board, "lvsfleet_ipvs_real_server_outgoing_bytes_total", "192.168.148.132:80"))
                .isEqualTo(500);
        assertThat(sample(board, "lvsfleet_ipvs_real_server_active_connections", "192.168.148.133:80"))
                .isEqualTo(7);
        assertThat(sample(board, "lvsfleet_ipvs_real_server_weight", "192.168.148.133:80"))
                .isEqualTo(3);
        assertThat(board.traffic().services()).singleElement().satisfies(it -> {
            assertThat(it.endpoint()).isEqualTo("192.168.148.161:80");
            assertThat(it.total()).isEqualTo(HUNDRED);
        });
    }

    /** Else they began lower than they had been, whenever an entry was added again under the agent before. */
    @Test
    void withTheAgentAllCountersBeginAtZero() {
        TrafficBoard restarted = new TrafficBoard(100, notices::add);
        restarted.seen(view(effective(132)));

        assertThat(sample(restarted, CONNECTIONS, "192.168.148.132:80")).isZero();
        assertThat(restarted.traffic().services())
                .allSatisfy(it -> assertThat(it.total().connections()).isZero());
    }

    @Test
    void aRealServerThatLeftItsServiceAndCameBackGoesOn() {
        TrafficBoard board = board(100);
        board.seen(view(effective(132, 133)));
        board.seen(view(effective(132)));
        board.seen(view(effective(132, 133)));

        assertThat(sample(board, CONNECTIONS, "192.168.148.133:80")).isEqualTo(100);
    }

    @Test
    void theSeriesOfAnEntryThatIsGoneAreGone() {
        TrafficBoard board = board(100);
        board.seen(view(effective(132, 133)));
        board.seen(view(effective(132)));

        assertThat(sample(board, "lvsfleet_ipvs_real_server_connections_total", "192.168.148.133:80"))
                .isNull();
        assertThat(board.traffic().realServers()).hasSize(1);
    }

    @Test
    void beyondTheLimitServicesAloneAreShownAndItIsToldOnce() {
        TrafficBoard board = board(2);
        board.seen(view(effective(132, 133)));
        board.seen(view(effective(132, 133)));

        assertThat(board.traffic().limited()).isTrue();
        assertThat(board.traffic().realServers()).isEmpty();
        assertThat(board.traffic().services()).hasSize(1);
        assertThat(notices).hasSize(1);
    }
}
