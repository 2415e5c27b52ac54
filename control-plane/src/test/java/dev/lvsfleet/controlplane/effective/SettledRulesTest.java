package dev.lvsfleet.controlplane.effective;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import dev.lvsfleet.contract.ServiceState.Place;
import dev.lvsfleet.controlplane.effective.Sighting.Heard;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SettledRulesTest {

    /** By the directors' clocks, of which nothing hangs. */
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private static final Duration NOW = Duration.ZERO;
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final Desired DESIRED =
            new Desired("web", "edge", 42, List.of(new Desired.Endpoint(RIP, 80)), Map.of());

    private static Backend backend(Place place) {
        return new Backend(RIP, 80, place, 1, 1, 0L, 0L, 42);
    }

    private static Optional<Heard> state(long revision, boolean equal, Backend... backends) {
        return Optional.of(new Heard(
                new ServiceState(1, "director-1", "web", revision, NOON, equal, true, false, List.of(backends)), NOW));
    }

    private static Optional<Heard> pulse(long revision, Duration ago) {
        return Optional.of(new Heard(ServiceState.pulse("director-1", revision, NOON, true), ago));
    }

    private static List<String> obstacles(Optional<Heard> state, Optional<Heard> pulse) {
        return SettledRules.obstacles(DESIRED, new Sighting("director-1", state, pulse));
    }

    @Test
    void aDirectorThatHasAppliedTheChangeAndHoldsWhatItShallIsSettled() {
        assertThat(obstacles(state(42, true, backend(Place.IN_POOL)), Optional.empty()))
                .isEmpty();
    }

    @Test
    void aStateFromBeforeTheChangeHoldsWhenTheDirectorSaysThatItStillDoes() {
        assertThat(obstacles(state(40, true, backend(Place.IN_POOL)), pulse(41, NOW)))
                .containsExactly("it is at revision 41, the service's last change is 42");
        assertThat(obstacles(state(40, true, backend(Place.IN_POOL)), pulse(42, NOW)))
                .isEmpty();
    }

    @Test
    void aRealServerThatHealthTookOutKeepsNobodyWaiting() {
        assertThat(obstacles(state(42, true, backend(Place.EJECTED)), Optional.empty()))
                .isEmpty();
    }

    @Test
    void whatIsOnItsWayInOrOutDoes() {
        assertThat(obstacles(state(42, true, backend(Place.RAMPING)), Optional.empty()))
                .containsExactly("192.168.148.132 port 80 is in its slow start");
        assertThat(obstacles(state(42, true, backend(Place.DRAINING)), Optional.empty()))
                .containsExactly("192.168.148.132 port 80 drains");
    }

    @Test
    void aRealServerThatNobodyAskedForDoesAsLongAsItIsInTheTable() {
        assertThat(obstacles(state(42, true, backend(Place.IN_POOL), removed(Place.IN_POOL, 1)), Optional.empty()))
                .containsExactly("192.168.148.133 port 80 still serves and was not asked for");
        assertThat(obstacles(state(42, true, backend(Place.IN_POOL), removed(Place.DRAINING, 0)), Optional.empty()))
                .containsExactly("192.168.148.133 port 80 was not asked for and drains: it is still in the table");
        assertThat(obstacles(state(42, true, backend(Place.IN_POOL), removed(Place.EJECTED, null)), Optional.empty()))
                .isEmpty();
    }

    private static Backend removed(Place place, @Nullable Integer weight) {
        InetAddress address = InetAddress.ofLiteral("192.168.148.133");
        return new Backend(address, 80, place, weight, weight, 0L, 0L, 42);
    }

    @Test
    void aKernelThatDoesNotHoldWhatItShallDoes() {
        assertThat(obstacles(state(42, false, backend(Place.IN_POOL)), Optional.empty()))
                .hasSize(1);
    }

    @Test
    void aRealServerThatTheDirectorDoesNotKnowDoes() {
        assertThat(obstacles(state(42, true), Optional.empty()))
                .containsExactly("192.168.148.132 port 80 is not known to it yet");
    }

    @Test
    void theLastWordsOfADirectorThatIsGoneDo() {
        Duration before = Duration.ofSeconds(61);
        Optional<Heard> old = state(42, true, backend(Place.IN_POOL)).map(it -> new Heard(it.said(), before));

        assertThat(obstacles(old, pulse(42, before))).containsExactly("what it said last is 61 s old");
        assertThat(obstacles(old, pulse(42, NOW))).isEmpty();
    }

    @Test
    void aRealServerThatWaitsForItsHostIsUnpreparedAndKeepsTheServiceUnsettled() {
        Desired.Endpoint endpoint = new Desired.Endpoint(RIP, 80);
        Desired waits = new Desired("web", "edge", 42, List.of(endpoint), Map.of(endpoint, "it is not on lo"));
        Backend quiet = new Backend(RIP, 80, Place.IN_POOL, 0, 0, 0L, 0L, 42);

        EffectiveView view =
                EffectiveView.of(waits, List.of(new Sighting("director-1", state(42, true, quiet), Optional.empty())));

        assertThat(view.settled()).isFalse();
        assertThat(view.waitingFor())
                .containsExactly("192.168.148.132 port 80 has weight 0 until its host is prepared (requirePrepared):"
                        + " it is not on lo");
        assertThat(view.directors().getFirst().realServers().getFirst().place()).isEqualTo("unprepared");
        assertThat(SettledRules.isUnprepared(waits, backend(Place.IN_POOL))).isFalse();
        assertThat(SettledRules.isUnprepared(waits, new Backend(RIP, 80, Place.EJECTED, null, null, null, null, 42)))
                .isFalse();
    }

    @Test
    void silenceDoes() {
        assertThat(obstacles(Optional.empty(), Optional.empty())).containsExactly("it has not said anything yet");
        assertThat(obstacles(Optional.empty(), pulse(42, NOW)))
                .containsExactly("it has not said anything of the service yet");
    }
}
