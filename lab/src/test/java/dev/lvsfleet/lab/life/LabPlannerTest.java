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

    private static final Set<String> DIRECTOR = Set.of("director-1");

    private final Topology topology = Topology.single();

    @Test
    void everyStepComesAfterThoseItWaitsFor() {
        List<Step> plan = LabPlanner.plan(topology, DIRECTOR, new Observed(false, Set.of(), false, Set.of()));
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
        assertThat(LabPlanner.plan(topology, DIRECTOR, all)).isEmpty();
    }

    @Test
    void aMissingProcessIsStartedAndTheOperatorsStateIsLeftAlone() {
        Set<ProcessId> running = new HashSet<>(topology.processes());
        ProcessId missing = new ProcessId("nginx-1", Topology.NGINX);
        running.remove(missing);
        assertThat(LabPlanner.plan(topology, DIRECTOR, new Observed(true, Set.of("director-1"), true, running)))
                .singleElement()
                .isInstanceOfSatisfying(
                        Step.StartProcess.class, start -> assertThat(start.id()).isEqualTo(missing));
    }

    @Test
    void whatRunsOnAGuestWaitsForItsKernel() {
        Topology tunnel = Topology.tunnel();
        Set<String> guests = Set.of("director-1", "nginx-1", "nginx-2");
        List<Step> plan = LabPlanner.plan(tunnel, guests, new Observed(false, Set.of(), false, Set.of()));
        assertThat(plan.stream().filter(Step.BootGuest.class::isInstance)).hasSize(3);
        assertThat(plan)
                .filteredOn(step -> step instanceof Step.StartProcess(ProcessId id, var _)
                        && id.process().equals(Topology.NGINX))
                .hasSize(2)
                .allSatisfy(step -> assertThat(step.after()).hasAtLeastOneElementOfType(Step.BootGuest.class));
    }

    @Test
    void aKernelWithIpvsNeedsNoGuest() {
        assertThat(LabPlanner.plan(topology, Set.of(), new Observed(false, Set.of(), false, Set.of())))
                .noneMatch(Step.BootGuest.class::isInstance);
    }
}
