package dev.lvsfleet.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;

class BusOutboxTest {

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();
    private final List<String> unsendable = new CopyOnWriteArrayList<>();

    @Test
    void recordsGoOutInOrderOneAtATime() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        BusOutbox outbox = new BusOutbox(
                10,
                content -> {
                    sent.add(text(content));
                    return sent.size() == 1 ? first : CompletableFuture.completedFuture(null);
                },
                new BusOutbox.Losses(dropped::incrementAndGet, unsendable::add));

        outbox.offer(bytes("a"));
        outbox.offer(bytes("b"));
        assertThat(sent).containsExactly("a");

        first.complete(null);
        assertThat(sent).containsExactly("a", "b");
        assertThat(outbox.isDelivering()).isTrue();
    }

    @Test
    void aFullOutboxDropsTheOldestWaitingAndCounts() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        BusOutbox outbox = new BusOutbox(
                2,
                content -> {
                    sent.add(text(content));
                    return sent.size() == 1 ? first : CompletableFuture.completedFuture(null);
                },
                new BusOutbox.Losses(dropped::incrementAndGet, unsendable::add));

        for (String record : List.of("on its way", "a", "b", "c")) {
            outbox.offer(bytes(record));
        }
        first.complete(null);

        assertThat(sent).containsExactly("on its way", "b", "c");
        assertThat(dropped).hasValue(1);
    }

    @Test
    void whatTheBusDidNotTakeIsTriedAgainUntilItDoes() {
        BusOutbox outbox = new BusOutbox(
                10,
                content -> {
                    sent.add(text(content));
                    return sent.size() < 3
                            ? CompletableFuture.failedFuture(new IllegalStateException("no bus"))
                            : CompletableFuture.completedFuture(null);
                },
                new BusOutbox.Losses(dropped::incrementAndGet, unsendable::add));

        outbox.offer(bytes("a"));
        outbox.offer(bytes("b"));

        await().until(() -> sent.size() == 4);
        assertThat(sent).containsExactly("a", "a", "a", "b");
        assertThat(dropped).hasValue(0);
    }

    @Test
    void aSenderThatThrowsIsABusThatIsAway() {
        BusOutbox outbox = new BusOutbox(
                10,
                content -> {
                    sent.add(text(content));
                    if (sent.size() == 1) {
                        throw new IllegalStateException("not ready");
                    }
                    return CompletableFuture.completedFuture(null);
                },
                new BusOutbox.Losses(dropped::incrementAndGet, unsendable::add));

        outbox.offer(bytes("a"));

        await().until(() -> sent.size() == 2);
        assertThat(sent).containsExactly("a", "a");
    }

    @Test
    void whatCanNeverBeSentIsDroppedAndSaidAndHoldsNobodyUp() {
        List<Throwable> never = List.of(
                new RecordTooLargeException("1300354 bytes"),
                new CompletionException(new SerializationException("no words for it")),
                new IllegalStateException(new InvalidRecordException("no key")));
        BusOutbox outbox = new BusOutbox(
                10,
                content -> {
                    sent.add(text(content));
                    return sent.size() <= never.size()
                            ? CompletableFuture.failedFuture(never.get(sent.size() - 1))
                            : CompletableFuture.completedFuture(null);
                },
                new BusOutbox.Losses(dropped::incrementAndGet, unsendable::add));

        for (String content : List.of("a", "b", "c", "d")) {
            outbox.offer(bytes(content));
        }

        await().until(outbox::isDelivering);
        assertThat(sent).containsExactly("a", "b", "c", "d");
        assertThat(unsendable)
                .satisfiesExactly(
                        it -> assertThat(it).contains("1 bytes", "RecordTooLargeException: 1300354 bytes"),
                        it -> assertThat(it).contains("no words for it"),
                        it -> assertThat(it).contains("no key"));
        assertThat(dropped).hasValue(0);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
