package dev.lvsfleet.controlplane.site;

import dev.lvsfleet.controlplane.boot.CannotStartException;
import dev.lvsfleet.controlplane.topic.BrokerAddresses;
import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Sees to the topics of every site: once before the process serves anything, then every five seconds, so that a site
 * made while Kafka was away gets its topics without anybody asking, and lost ones come back; where the brokers are is learnt on
 * the way. A wrong topic refuses the
 * start; one found later is told, and only its site waits until somebody puts it right.
 */
@Singleton
final class TopicLoop {

    private static final Logger LOG = Logger.getLogger(TopicLoop.class);
    private static final int AFTER_FIRST_START = 2_000;
    private static final int PERIOD_SECONDS = 5;

    private final SiteStore sites;
    private final TopicGuard topics;
    private final BrokerAddresses brokers;
    private final BusWatch bus;

    /** What was told last; touched by the start, then by the timer's one thread. */
    private Set<String> wrong = Set.of();

    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("topic-loop").daemon().factory());

    TopicLoop(SiteStore sites, TopicGuard topics, BrokerAddresses brokers, BusWatch bus) {
        this.sites = sites;
        this.topics = topics;
        this.brokers = brokers;
        this.bus = bus;
    }

    void onStart(@Observes @Priority(AFTER_FIRST_START) StartupEvent started) {
        wrong = allWrong();
        wrong.stream().findFirst().ifPresent(sentence -> {
            throw new CannotStartException(sentence);
        });
        var _ = timer.scheduleWithFixedDelay(this::look, PERIOD_SECONDS, PERIOD_SECONDS, TimeUnit.SECONDS);
    }

    private void look() {
        try {
            topics.recheck();
            Set<String> found = allWrong();
            found.stream().filter(sentence -> !wrong.contains(sentence)).forEach(LOG::error);
            wrong = found;
        } catch (RuntimeException e) {
            // PostgreSQL is away, which readiness and the relay tell; an exception here would end the schedule.
            LOG.debug("The sites cannot be read now", e);
        }
    }

    /** A sentence per site with a wrong topic; stops at the first silence, the others would wait in vain. */
    private Set<String> allWrong() {
        Set<String> sentences = new LinkedHashSet<>();
        if (!topics.answers()) {
            return sentences;
        }
        brokers.learn(topics.brokers());
        for (String site : sites.names()) {
            switch (topics.tryEnsure(site)) {
                case TopicGuard.Ready _ -> bus.answered();
                case TopicGuard.Wrong(String sentence) -> sentences.add(sentence);
                case TopicGuard.Unreachable(String reason) -> {
                    bus.silent(reason);
                    return sentences;
                }
            }
        }
        return sentences;
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
