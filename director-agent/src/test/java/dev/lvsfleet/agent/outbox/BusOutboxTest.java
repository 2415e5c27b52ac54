package dev.lvsfleet.agent.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusOutboxTest {

    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final AtomicInteger dropped = new AtomicInteger();

    @Test
    void recordsGoOutInOrderOneAtATime() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        BusOutbox outbox = new BusOutbox(
                10,
                content -> {
                    sent.add(text(content));
                    return sent.size() == 1 ? first : CompletableFuture.completedFuture(null);
                },
                dropped::incrementAndGet);

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
                dropped::incrementAndGet);

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
                dropped::incrementAndGet);

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
                dropped::incrementAndGet);

        outbox.offer(bytes("a"));

        await().until(() -> sent.size() == 2);
        assertThat(sent).containsExactly("a", "a");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
