package dev.lvsfleet.agent.listening;

import dev.lvsfleet.agent.event.EventOutbox;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.jboss.logging.Logger;

/**
 * Looks every five seconds whether the agent's channels get on. A batch that the client cannot read fails every poll for ever, and
 * the connector only logs it. One thread; the looking itself is done on the thread that polls.
 */
@Singleton
public final class ListeningLoop {

    private static final Logger LOG = Logger.getLogger(ListeningLoop.class);
    private static final Duration INTERVAL = Duration.ofSeconds(5);
    /** A poll takes a second. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(2);

    private final KafkaClientService clients;
    private final Map<String, ChannelWatch> watches = new TreeMap<>();
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Thread thread;

    ListeningLoop(KafkaClientService clients, EventOutbox events, MeterRegistry registry) {
        this.clients = clients;
        for (String channel : new String[] {"desired-state", "verdicts"}) {
            ChannelWatch watch = new ChannelWatch(channel, events::tell, System.nanoTime());
            watches.put(channel, watch);
            registry.gauge(
                    "lvsfleet.agent.channel.age.seconds",
                    Tags.of("channel", channel),
                    watch,
                    it -> it.ageSeconds(System.nanoTime()));
        }
        this.thread = Thread.ofPlatform().name("listening").daemon(true).unstarted(this::run);
    }

    void start(@Observes StartupEvent event) {
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping.countDown();
        thread.join(STOP_PATIENCE);
    }

    /** Why channels are not heard, by their names; empty when all are. */
    public Optional<String> fault() {
        String all = watches.entrySet().stream()
                .flatMap(it -> it.getValue().fault().map(why -> it.getKey() + ": " + why).stream())
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? Optional.empty() : Optional.of(all);
    }

    private void run() {
        try {
            while (!stopping.await(INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                watches.forEach(this::look);
            }
        } catch (InterruptedException e) {
            LOG.info("The listening loop was interrupted and ends");
        }
    }

    private void look(String channel, ChannelWatch watch) {
        try {
            KafkaConsumer<byte[], byte[]> client = clients.getConsumer(channel);
            if (client == null) {
                watch.unanswered("it has no consumer", System.nanoTime());
                return;
            }
            client.runOnPollingThread((Consumer<byte[], byte[]> it) ->
                            watch.look(new ConsumerShell(it).places(), System.nanoTime()))
                    .await()
                    .atMost(PATIENCE);
        } catch (RuntimeException | Error e) {
            if (stopping.getCount() > 0) {
                LOG.warnf(e, "The channel %s could not be looked at", channel);
                watch.unanswered("it could not be looked at: " + e, System.nanoTime());
            }
        }
    }
}
