package dev.lvsfleet.agent.listening;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/** Watches one channel: whether it gets on while there is something to read. Looked at by one thread, read by any. */
final class ChannelWatch {

    /** A fetch that failed is tried again within ten seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String channel;
    private final Consumer<Notice> events;
    private Map<TopicPartition, Place> before = Map.of();
    private volatile long heardTick;
    private volatile Optional<String> fault = Optional.empty();

    ChannelWatch(String channel, Consumer<Notice> events, long nowTick) {
        this.channel = channel;
        this.events = events;
        this.heardTick = nowTick;
    }

    /** For how long nothing was read though there was something; the time since the newest look when all is well.
     *
     * @param nowTick as {@link System#nanoTime()} counts */
    double ageSeconds(long nowTick) {
        return (nowTick - heardTick) / 1e9;
    }

    /** Why the channel does not get on; empty when it does, and while the broker is merely away. */
    Optional<String> fault() {
        return fault;
    }

    /** Takes in where the consumer stands now. */
    void look(Map<TopicPartition, Place> places, long nowTick) {
        String stuck = places.entrySet().stream()
                .filter(it -> before.containsKey(it.getKey()) && it.getValue().isStuckSince(before.get(it.getKey())))
                .map(it -> it.getKey() + " at offset " + it.getValue().offset())
                .sorted()
                .collect(Collectors.joining(", "));
        before = places;
        if (stuck.isEmpty()) {
            heardTick = nowTick;
            is(Optional.empty());
        } else if (nowTick - heardTick > PATIENCE.toNanos()) {
            is(Optional.of("what is there is not read: " + stuck));
        }
    }

    /** The channel could not be looked at. */
    void unanswered(String why, long nowTick) {
        if (nowTick - heardTick > PATIENCE.toNanos()) {
            is(Optional.of(why));
        }
    }

    private void is(Optional<String> now) {
        Optional<String> then = fault;
        fault = now;
        if (then.isEmpty() && now.isPresent()) {
            events.accept(new Notice(
                    Kind.FINDING,
                    Severity.ERROR,
                    channel,
                    "Nothing is heard on the channel any more: " + now.get() + "; the agent's log says why"));
        } else if (then.isPresent() && now.isEmpty()) {
            events.accept(new Notice(Kind.FINDING_GONE, Severity.INFO, channel, "The channel is heard again"));
        }
    }
}
