package dev.lvsfleet.agent.servicestate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.ServiceState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateOutboxTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final List<Notice> told = new CopyOnWriteArrayList<>();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final ConcurrentLinkedQueue<CompletableFuture<Void>> answers = new ConcurrentLinkedQueue<>();

    private static ServiceState state(int number) {
        return new ServiceState(1, "director-1", "web-" + number, 7, NOON, true, true, false, List.of());
    }

    private static Optional<ServiceState> pulse(long revision) {
        return Optional.of(ServiceState.pulse("director-1", revision, NOON, true));
    }

    private CompletionStage<?> slowly(String key, byte @Nullable [] content) {
        sent.add(content == null ? key + " gone" : key);
        CompletableFuture<Void> answer = new CompletableFuture<>();
        answers.add(answer);
        return answer;
    }

    private void answerAll() {
        for (CompletableFuture<Void> next = answers.poll(); next != null; next = answers.poll()) {
            next.complete(null);
        }
    }

    @Test
    void aPulseVouchesForNothingThatHasNotArrived() {
        StateOutbox outbox = new StateOutbox(this::slowly, new StateOutbox.Audience(() -> {}, told::add));
        outbox.offer(IntStream.range(0, 40).mapToObj(StateOutboxTest::state).toList(), List.of(), pulse(7));
        assertThat(sent).hasSize(16).doesNotContain("director-1");

        answerAll();

        assertThat(sent).hasSize(41).last().isEqualTo("director-1");
    }

    @Test
    void ofOneKeyOneRecordIsUnderWayAndTheNewestWaits() {
        StateOutbox outbox = new StateOutbox(this::slowly, new StateOutbox.Audience(() -> {}, told::add));
        outbox.offer(List.of(state(1)), List.of(), Optional.empty());
        outbox.offer(List.of(state(1)), List.of(), Optional.empty());
        outbox.offer(List.of(), List.of("director-1/web-1"), Optional.empty());
        assertThat(sent).containsExactly("director-1/web-1");

        answerAll();

        assertThat(sent).containsExactly("director-1/web-1", "director-1/web-1 gone");
    }

    @Test
    void whatCouldNotBeDeliveredIsTriedAgainUnlessSomethingNewerWaits() {
        List<String> failing = new ArrayList<>(List.of("first", "second"));
        AtomicInteger failures = new AtomicInteger();
        StateOutbox outbox = new StateOutbox(
                (key, _) -> {
                    sent.add(key);
                    if (!failing.isEmpty()) {
                        failing.removeFirst();
                        return CompletableFuture.failedStage(new IllegalStateException("the bus is away"));
                    }
                    return CompletableFuture.completedFuture(Map.of());
                },
                new StateOutbox.Audience(failures::incrementAndGet, told::add));

        outbox.offer(List.of(state(1)), List.of(), pulse(7));

        await().until(() -> sent.contains("director-1"));
        assertThat(sent).containsExactly("director-1/web-1", "director-1/web-1", "director-1/web-1", "director-1");
        assertThat(outbox.size()).isZero();
        assertThat(failures).hasValue(2);
        assertThat(told).extracting(Notice::kind).containsExactly(Kind.FINDING, Kind.FINDING_GONE);
        assertThat(told.getFirst().message()).contains("the bus is away");
    }
}
