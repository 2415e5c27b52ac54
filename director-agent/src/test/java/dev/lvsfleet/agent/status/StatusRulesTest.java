package dev.lvsfleet.agent.status;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.budget.HeldBack;
import dev.lvsfleet.agent.drain.Drain;
import dev.lvsfleet.agent.reconcile.Situation;
import dev.lvsfleet.agent.rules.EffectiveRules;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.agent.status.StatusView.RealServerView;
import dev.lvsfleet.agent.status.StatusView.ServiceView;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.PoolPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusRulesTest {

    private static final Tick NOW = new Tick(0);
    private static final DesiredService SERVICE =
            web(PoolPolicy.DEFAULT, List.of(real(140, 2)), real(132, 3), real(133, 0));

    @Test
    void everyRealServerHasItsStateAndTheKernelsWeight() {
        ServiceView view =
                view(Verdicts.NONE, List.of(), HeldBack.NOTHING).services().getFirst();

        assertThat(view.quorum()).isTrue();
        assertThat(view.realServers()).extracting(RealServerView::state).containsExactly("in-pool", "in-pool");
        assertThat(view.realServers())
                .extracting(RealServerView::effectiveWeight)
                .containsExactly(3, 0);
        assertThat(view.fallback()).singleElement().satisfies(it -> {
            assertThat(it.state()).isEqualTo("standby");
            assertThat(it.effectiveWeight()).isNull();
        });
    }

    @Test
    void aFallbackThatServesIsShownAsSuch() {
        ServiceView view =
                view(down(132), List.of(), HeldBack.NOTHING).services().getFirst();

        assertThat(view.quorum()).isFalse();
        assertThat(view.realServers()).extracting(RealServerView::state).containsExactly("ejected", "quiesced");
        assertThat(view.fallback())
                .singleElement()
                .extracting(RealServerView::state)
                .isEqualTo("fallback");
    }

    @Test
    void whoDrainsIsShownWithItsTimeAndItsConnections() {
        Drain drain = new Drain(
                "web", SERVICE.endpoint(), real(150, 4), Duration.ofMinutes(1), NOW.plus(Duration.ofSeconds(9)), 17);

        RealServerView view = view(Verdicts.NONE, List.of(drain), HeldBack.NOTHING)
                .services()
                .getFirst()
                .realServers()
                .getLast();

        assertThat(view.state()).isEqualTo("draining");
        assertThat(view.weight()).isEqualTo(4);
        assertThat(view.effectiveWeight()).isZero();
        assertThat(view.remaining()).isEqualTo(Duration.ofSeconds(9));
        assertThat(view.connections()).isEqualTo(17);
    }

    @Test
    void whatIsHeldBackIsSaid() {
        assertThat(view(Verdicts.NONE, List.of(), HeldBack.NOTHING).heldBack()).isNull();
        assertThat(view(Verdicts.NONE, List.of(), new HeldBack(1, 2)).heldBack())
                .contains("2 real servers");
    }

    private static StatusView view(Verdicts verdicts, List<Drain> drains, HeldBack heldBack) {
        EffectiveState effective = EffectiveRules.step(
                        state(7, SERVICE), Pools.NONE, new EffectiveRules.Input(verdicts, Map.of()), NOW)
                .effective();
        Situation situation = new Situation(
                Optional.of(NOON),
                1,
                Optional.of(effective),
                Set.of(),
                List.of(),
                List.of(),
                List.of(),
                drains,
                heldBack,
                Optional.empty());
        return StatusRules.view("director-1", "lab", situation, true, new StatusRules.Now(NOON, NOW));
    }
}
