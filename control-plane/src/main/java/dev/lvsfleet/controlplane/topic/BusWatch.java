package dev.lvsfleet.controlplane.topic;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Whether Kafka answers, as whoever last spoke to it found: one line in the log per change, the gauge
 * {@code lvsfleet.bus.up}, and the health page. Thread-safe.
 */
@Singleton
public final class BusWatch {

    private static final Logger LOG = Logger.getLogger(BusWatch.class);
    private static final String NONE = "";

    private final AtomicReference<String> trouble = new AtomicReference<>(NONE);

    BusWatch(MeterRegistry registry) {
        registry.gauge("lvsfleet.bus.up", trouble, reason -> reason.get().isEmpty() ? 1 : 0);
    }

    /** Kafka did what was asked of it. */
    public void answered() {
        if (!trouble.getAndSet(NONE).isEmpty()) {
            LOG.info("Kafka answers again");
        }
    }

    /** Kafka did not, for this reason. */
    public void silent(String reason) {
        if (trouble.getAndSet(reason.isEmpty() ? "no reason given" : reason).isEmpty()) {
            LOG.warnf("Kafka does not answer: changes are accepted and wait in the outbox (%s)", reason);
        }
    }

    /** Why Kafka does not answer; empty when it does. */
    public Optional<String> trouble() {
        return Optional.of(trouble.get()).filter(reason -> !reason.isEmpty());
    }
}
