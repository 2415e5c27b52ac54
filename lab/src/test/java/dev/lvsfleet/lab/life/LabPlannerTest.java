package dev.lvsfleet.lab.life;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.life.LabPlanner.Observed;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabPlannerTest {

    private final Topology topology = Topology.directRouting();

    @Test
    void everyStepComesAfterThoseItWaitsFor() {
        List<Step> plan = LabPlanner.plan(topology, true, new Observed(false, Set.of(), false, Set.of()));
        Set<Step> before = new HashSet<>();
        for (Step step : plan) {
            assertThat(before).as(step.title()).containsAll(step.after());
            before.add(step);
        }
        assertThat(plan.getLast()).isInstanceOf(Step.AwaitTraffic.class);
    }

    @Test
    void aLabThatStandsNeedsNothing() {
        Observed all = new Observed(true, Set.of("director-1"), true, Set.copyOf(topology.processes()));
        assertThat(LabPlanner.plan(topology, true, all)).isEmpty();
    }

    @Test
    void aMissingProcessIsStartedAndTheOperatorsStateIsLeftAlone() {
        Set<ProcessId> running = new HashSet<>(topology.processes());
        ProcessId missing = new ProcessId("nginx-1", Topology.NGINX);
        running.remove(missing);
        assertThat(LabPlanner.plan(topology, true, new Observed(true, Set.of("director-1"), true, running)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.StartProcess.class, start -> assertThat(start.id()).isEqualTo(missing));
    }

    @Test
    void aKernelWithIpvsNeedsNoGuest() {
        assertThat(LabPlanner.plan(topology, false, new Observed(false, Set.of(), false, Set.of())))
                .noneMatch(Step.BootGuest.class::isInstance);
    }
}
