package dev.lvsfleet.agent.servicestate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.rules.Tick;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import dev.lvsfleet.contract.ServiceState.Place;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StatePlannerTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final Tick START = new Tick(0);

    private static ServiceState state(String service, long revision, int weight, long active) {
        return new ServiceState(
                1,
                "director-1",
                service,
                revision,
                NOON,
                true,
                true,
                false,
                List.of(new Backend(
                        InetAddress.ofLiteral("192.168.148.132"),
                        80,
                        Place.IN_POOL,
                        weight,
                        weight,
                        active,
                        0L,
                        revision)));
    }

    private static Tick after(Duration time) {
        return START.plus(time);
    }

    @Test
    void whatIsNewIsToldAtOnceHoweverMuchItIs() {
        List<ServiceState> thousand = IntStream.range(0, 1_000)
                .mapToObj(it -> state("web-" + it, 7, 1, 0))
                .toList();

        assertThat(StatePlanner.plan(Told.nothing(START), thousand, START).tell())
                .hasSize(1_000);
    }

    @Test
    void whatDidNotChangeIsNotToldNotEvenUnderAnotherRevision() {
        Told told = StatePlanner.plan(Told.nothing(START), List.of(state("web", 7, 1, 0)), START)
                .next();

        assertThat(StatePlanner.plan(told, List.of(state("web", 8, 1, 0)), after(Duration.ofSeconds(10)))
                        .tell())
                .isEmpty();
    }

    @Test
    void anotherWeightIsToldAtOnceWithTheRevisionItCameWith() {
        Told told = StatePlanner.plan(Told.nothing(START), List.of(state("web", 7, 1, 0)), START)
                .next();

        StatePlanner.Plan plan = StatePlanner.plan(told, List.of(state("web", 9, 2, 0)), START);

        assertThat(plan.tell())
                .singleElement()
                .satisfies(it -> assertThat(it.realServers().getFirst().since()).isEqualTo(9));
    }

    @Test
    void aBackendIsWhatItIsSinceTheRevisionAtWhichItBecameSo() {
        Told told = StatePlanner.plan(Told.nothing(START), List.of(state("web", 7, 1, 0)), START)
                .next();

        StatePlanner.Plan plan = StatePlanner.plan(told, List.of(state("web", 9, 1, 5)), after(Duration.ofSeconds(10)));

        assertThat(plan.tell())
                .singleElement()
                .satisfies(it -> assertThat(it.realServers().getFirst().since()).isEqualTo(7));
    }

    @Test
    void countsAloneOfAThousandBusyServicesAreTenRecordsASecondAndEveryServiceHasItsTurn() {
        Told told = Told.nothing(START);
        long counted = 0;
        Set<String> heard = new HashSet<>();
        for (int second = 0; second <= 120; second += 10) {
            long active = second;
            List<ServiceState> states = IntStream.range(0, 1_000)
                    .mapToObj(it -> state("web-" + it, 7, 1, active))
                    .toList();
            StatePlanner.Plan plan = StatePlanner.plan(told, states, after(Duration.ofSeconds(second)));
            told = plan.next();
            if (second > 0) {
                assertThat(plan.tell()).hasSizeLessThanOrEqualTo(100);
                counted += plan.tell().size();
                plan.tell().forEach(it -> heard.add(it.service()));
            }
        }
        assertThat(counted).isBetween(1_000L, 1_200L);
        assertThat(heard).hasSize(1_000);
    }

    @Test
    void afterTenMinutesEverythingIsSaidAgain() {
        Told told = StatePlanner.plan(Told.nothing(START), List.of(state("web", 7, 1, 0)), START)
                .next();

        assertThat(StatePlanner.plan(told, List.of(state("web", 7, 1, 0)), after(Duration.ofMinutes(10)))
                        .tell())
                .hasSize(1);
    }

    @Test
    void aServiceThatWentIsNamedOnce() {
        Told told = StatePlanner.plan(Told.nothing(START), List.of(state("web", 7, 1, 0)), START)
                .next();

        StatePlanner.Plan plan = StatePlanner.plan(told, List.of(), START);

        assertThat(plan.gone()).containsExactly("web");
        assertThat(StatePlanner.plan(plan.next(), List.of(), START).gone()).isEmpty();
    }
}
