package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.down;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.servicestate.StateOutbox;
import dev.lvsfleet.agent.servicestate.StateShell;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.ServiceState;
import dev.lvsfleet.contract.ServiceState.Backend;
import dev.lvsfleet.contract.ServiceState.Place;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a running loop has told of its services: the newest of each key, as a compacted topic would have it. */
class ReconcileLoopStatesTest extends LoopScenario {

    private final Map<String, ServiceState> topic = new ConcurrentHashMap<>();
    private final List<String> keys = new CopyOnWriteArrayList<>();

    private void listen(Optional<DesiredState> before) {
        StateOutbox outbox = new StateOutbox(
                (key, content) -> {
                    keys.add(key);
                    if (content == null) {
                        topic.remove(key);
                    } else {
                        topic.put(key, read(content, ServiceState.class));
                    }
                    return CompletableFuture.completedFuture(null);
                },
                new StateOutbox.Audience(() -> {}, _ -> {}));
        table = new StateShell("director-1", outbox, InstantSource.system(), before);
    }

    private Optional<ServiceState> said(String service) {
        return Optional.ofNullable(topic.get("director-1/" + service));
    }

    private Backend backend(int index) {
        return said("web").orElseThrow().realServers().get(index);
    }

    private Optional<Long> pulse() {
        return Optional.ofNullable(topic.get("director-1")).map(ServiceState::revision);
    }

    @Test
    void whatTheKernelHoldsIsToldAndThePulseComesLast() {
        listen(Optional.empty());
        serve(state(7, web(real(132, 3), real(133, 0))));

        await().until(() -> pulse().equals(Optional.of(7L)));
        assertThat(said("web").orElseThrow()).satisfies(it -> {
            assertThat(it.revision()).isEqualTo(7);
            assertThat(it.equal()).isTrue();
            assertThat(it.quorum()).isTrue();
        });
        assertThat(backend(0)).satisfies(it -> {
            assertThat(it.place()).isEqualTo(Place.IN_POOL);
            assertThat(it.weight()).isEqualTo(3);
            assertThat(it.wanted()).isEqualTo(3);
            assertThat(it.since()).isEqualTo(7);
        });
    }

    @Test
    void aRealServerThatHealthTookOutIsToldAtOnceAndKeepsItsNeighboursSince() {
        listen(Optional.empty());
        ReconcileLoop running = serve(state(7, web(real(132, 3), real(133, 1))));
        running.document(accepted(state(8, web(real(132, 3), real(133, 2)))));
        await().until(() -> pulse().equals(Optional.of(8L)));

        board.restore(down(133));
        running.verdicts();

        await().until(() -> backend(1).place() == Place.EJECTED);
        assertThat(backend(1).weight()).isNull();
        assertThat(backend(1).wanted()).isNull();
        assertThat(backend(1).since()).isEqualTo(8);
        assertThat(backend(0).since()).isEqualTo(7);
        assertThat(said("web").orElseThrow().equal()).isTrue();
    }

    @Test
    void aServiceThatChangesNothingForItsNeighbourSendsNothingOfIt() {
        listen(Optional.empty());
        ReconcileLoop running = serve(state(7, web(real(132, 3)), service("tls", 443, real(132, 1))));
        await().until(() -> pulse().equals(Optional.of(7L)));

        running.document(accepted(state(8, web(real(132, 3)), service("tls", 443, real(132, 2)))));

        await().until(() -> pulse().equals(Optional.of(8L)));
        assertThat(keys.stream().filter("director-1/web"::equals)).hasSize(1);
        assertThat(keys.stream().filter("director-1/tls"::equals)).hasSize(2);
    }

    @Test
    void aServiceThatWentGetsATombstoneAlsoWhenItWentWhileNobodyRan() {
        topic.put("director-1/tls", ServiceState.pulse("director-1", 6, Instant.EPOCH, true));
        DesiredState before = state(6, web(real(132, 3)), service("tls", 443, real(132, 1)));
        listen(Optional.of(before));
        start(remembered(state(7, web(real(132, 3)))));

        await().until(() -> pulse().equals(Optional.of(7L)));
        assertThat(said("tls")).isEmpty();
        assertThat(said("web")).isPresent();
    }

    @Test
    void aKernelThatLacksTheAddressIsNotEqual() {
        listen(Optional.empty());
        DesiredState nowhere = state(7, web(real(132, 3)));
        reserved = Set.of(VIP);
        start(Remembered.NOTHING).document(accepted(nowhere));

        await().until(() -> said("web").isPresent());
        assertThat(said("web").orElseThrow().equal()).isFalse();
        assertThat(backend(0).weight()).isEqualTo(3);
    }
}
