package dev.lvsfleet.agent.servicestate;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.ServiceState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * States on their way to the bus: of each key the newest waits, however long the bus is away, and a few keys are on their way at
 * once, each with one record. A pulse goes when everything before it has arrived, or it would vouch for what nobody has. What
 * could not be delivered is tried again, after a wait that doubles up to a bound. Never blocks; thread-safe.
 */
public final class StateOutbox {

    private static final String SUBJECT = "service-states";
    private static final int MOST_UNDER_WAY = 16;
    private static final Duration FIRST_WAIT = Duration.ofMillis(250);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);

    private final KeyedSender sender;
    private final Audience audience;
    private final Map<String, Optional<ServiceState>> waiting = new LinkedHashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private @Nullable ServiceState pulse;
    private Duration wait = FIRST_WAIT;
    private boolean pausing;
    /** Whether the newest that is known of the bus is a failure; told when it begins and when it ends. */
    private boolean away;

    /**
     * Who hears of what did not arrive; must not block or throw.
     *
     * @param failures told of every record that did not arrive, whether it is tried again or not
     * @param events told when the bus stops taking states, and when it takes them again
     */
    public record Audience(Runnable failures, Consumer<Notice> events) {}

    /** An empty outbox. */
    public StateOutbox(KeyedSender sender, Audience audience) {
        this.sender = sender;
        this.audience = audience;
    }

    void offer(List<ServiceState> states, List<String> goneKeys, Optional<ServiceState> newestPulse) {
        synchronized (this) {
            states.forEach(it -> waiting.put(it.key(), Optional.of(it)));
            goneKeys.forEach(it -> waiting.put(it, Optional.empty()));
            newestPulse.ifPresent(it -> pulse = it);
        }
        sendNext();
    }

    /** How many wait or are under way. */
    public synchronized int size() {
        return waiting.size() + underWay.size();
    }

    private record Outgoing(String key, Optional<ServiceState> state) {}

    private void sendNext() {
        for (Outgoing next : take()) {
            trySend(next).whenComplete((_, failure) -> {
                if (failure == null) {
                    arrived(next.key());
                    sendNext();
                } else {
                    audience.failures().run();
                    failed(failure);
                    tryAgainLater(next);
                }
            });
        }
    }

    /** Takes what may be sent now, and marks it as under way. */
    private synchronized List<Outgoing> take() {
        List<Outgoing> taken = new ArrayList<>();
        if (pausing) {
            return taken;
        }
        for (var it = waiting.entrySet().iterator(); it.hasNext() && underWay.size() < MOST_UNDER_WAY; ) {
            Map.Entry<String, Optional<ServiceState>> next = it.next();
            if (underWay.add(next.getKey())) {
                taken.add(new Outgoing(next.getKey(), next.getValue()));
                it.remove();
            }
        }
        if (pulse != null && waiting.isEmpty() && underWay.isEmpty()) {
            underWay.add(pulse.key());
            taken.add(new Outgoing(pulse.key(), Optional.of(pulse)));
            pulse = null;
        }
        return taken;
    }

    private CompletionStage<?> trySend(Outgoing next) {
        try {
            return sender.send(
                    next.key(), next.state().map(ContractJson::encode).orElse(null));
        } catch (RuntimeException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private void arrived(String key) {
        boolean back;
        synchronized (this) {
            underWay.remove(key);
            wait = FIRST_WAIT;
            back = away;
            away = false;
        }
        if (back) {
            audience.events()
                    .accept(new Notice(
                            Kind.FINDING_GONE, Severity.INFO, SUBJECT, "States of services arrive at the bus again"));
        }
    }

    private void failed(Throwable failure) {
        boolean first;
        synchronized (this) {
            first = !away;
            away = true;
        }
        if (first) {
            audience.events()
                    .accept(new Notice(
                            Kind.FINDING,
                            Severity.WARNING,
                            SUBJECT,
                            "States of services do not arrive at the bus and are sent again: " + failure));
        }
    }

    /** A pulse that failed is not tried again: the next one comes. */
    private void tryAgainLater(Outgoing failed) {
        long patience;
        synchronized (this) {
            underWay.remove(failed.key());
            if (failed.state().isEmpty() || !failed.state().get().service().isEmpty()) {
                waiting.putIfAbsent(failed.key(), failed.state());
            }
            if (pausing) {
                return;
            }
            pausing = true;
            patience = wait.toMillis();
            wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
        }
        CompletableFuture.delayedExecutor(patience, TimeUnit.MILLISECONDS).execute(this::resume);
    }

    private void resume() {
        synchronized (this) {
            pausing = false;
        }
        sendNext();
    }
}
