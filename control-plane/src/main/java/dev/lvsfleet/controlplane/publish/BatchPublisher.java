package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.controlplane.topic.BusWatch;
import dev.lvsfleet.controlplane.topic.TopicGuard;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Publishes the outbox, each site's entries on their own: read in one snapshot, sent, acknowledged, and only then deleted,
 * so that a crash anywhere in between sends them again. Used by the relay's thread alone.
 */
final class BatchPublisher implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BatchPublisher.class);

    /** How long a round waits for the sites that are well; what takes longer is looked at in a later round. */
    private static final Duration ROUND = Duration.ofSeconds(1);

    private final Supplier<BusClient> buses;
    private final TopicGuard topics;
    private final BusWatch watch;
    private final RelayMeters meters;
    private final Clock clock;
    private final Duration stragglers;
    private final Map<String, SiteLane> lanes = new TreeMap<>();

    /**
     * @param buses makes one per site
     * @param stragglers after this nothing that an earlier leader still held can reach Kafka any more
     */
    BatchPublisher(
            Supplier<BusClient> buses,
            TopicGuard topics,
            BusWatch watch,
            RelayMeters meters,
            Clock clock,
            Duration stragglers) {
        this.buses = buses;
        this.topics = topics;
        this.watch = watch;
        this.meters = meters;
        this.clock = clock;
        this.stragglers = stragglers;
    }

    /**
     * Begins a leadership: everything is sent again now, and once more when the earlier leader's last records must have
     * arrived, so that none of those stays the newest of its key.
     */
    void lead(LeaderConnection leader) throws SQLException {
        long now = System.nanoTime();
        Map<String, SiteTopics> filled = leader.sites().topics();
        for (String site : leader.sites().names()) {
            SiteLane lane = lane(site);
            lane.filled(filled.get(site));
            lane.sendAgainAt(now);
            lane.sendAgainAt(now + stragglers.toNanos());
        }
        leader.commit();
    }

    /** One round over all sites that have something to publish; how many entries it took from the store. */
    int publish(LeaderConnection leader) throws SQLException, InterruptedException {
        int before = sum(settle(leader));
        List<SiteQueue> queues = leader.store().queues();
        Map<SiteLane, SiteLane.Batch> batches = prepare(leader, queues);
        leader.commit();
        List<SiteLane> well = new ArrayList<>();
        batches.forEach((lane, batch) -> {
            lane.send(batch);
            if (!lane.isInTrouble()) {
                well.add(lane);
            }
        });
        long begun = System.nanoTime();
        for (SiteLane lane : well) {
            lane.await(ROUND.minusNanos(System.nanoTime() - begun));
        }
        Map<String, Integer> published = settle(leader);
        tell(queues, published);
        return before + sum(published);
    }

    private Map<SiteLane, SiteLane.Batch> prepare(LeaderConnection leader, List<SiteQueue> queues) throws SQLException {
        Set<String> waiting = queues.stream().map(SiteQueue::site).collect(Collectors.toSet());
        waiting.forEach(this::lane);
        Map<SiteLane, SiteLane.Batch> batches = new HashMap<>();
        boolean answers = true;
        for (SiteLane lane : lanes.values()) {
            long now = System.nanoTime();
            Optional<SiteTopics> known = topics.known(lane.site()).map(SiteTopics::of);
            boolean due = waiting.contains(lane.site()) || lane.wantsAgain(now, known);
            // Kafka was silent a moment ago: only what need not ask it goes on in this round.
            if (lane.isFree(now) && due && (answers || known.isPresent())) {
                TopicGuard.Outcome outcome = topics.tryEnsure(lane.site());
                answers &= !(outcome instanceof TopicGuard.Unreachable);
                prepare(lane, outcome, leader).ifPresent(batch -> batches.put(lane, batch));
            }
        }
        return batches;
    }

    /** A send to a topic that is not there would let the broker make it with whatever partitions it likes. */
    private Optional<SiteLane.Batch> prepare(SiteLane lane, TopicGuard.Outcome outcome, LeaderConnection leader)
            throws SQLException {
        return switch (outcome) {
            case TopicGuard.Ready ready -> compile(lane, SiteTopics.of(ready), leader);
            case TopicGuard.Unreachable(String reason) -> {
                watch.silent(reason);
                failed(lane, "Kafka does not answer: " + reason);
                yield Optional.empty();
            }
            case TopicGuard.Wrong(String sentence) -> {
                failed(lane, sentence);
                yield Optional.empty();
            }
        };
    }

    private Optional<SiteLane.Batch> compile(SiteLane lane, SiteTopics into, LeaderConnection leader)
            throws SQLException {
        long now = System.nanoTime();
        if (lane.wantsAgain(now, Optional.of(into))) {
            leader.sites().sendAgain(lane.site(), into);
            lane.againBegun(now, into);
        }
        List<OutboxEntry> entries = leader.store().waiting(lane.site());
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new SiteLane.Batch(entries, Publication.of(lane.site(), entries, leader.store(), clock.instant())));
        } catch (RuntimeException e) {
            LOG.errorf(e, "The documents of the site %s cannot be made", lane.site());
            failed(lane, "its documents cannot be made");
            return Optional.empty();
        }
    }

    /** Forgets what Kafka has acknowledged, and says how many entries of which site that was. */
    private Map<String, Integer> settle(LeaderConnection leader) throws SQLException {
        Map<String, Integer> published = new HashMap<>();
        for (SiteLane lane : lanes.values()) {
            Optional<SiteLane.End> end = lane.ended();
            if (end.isPresent()) {
                switch (end.get()) {
                    case SiteLane.Acknowledged(SiteLane.Batch batch) -> {
                        batch.publication().note(leader.store());
                        leader.store().forget(batch.entries());
                        leader.commit();
                        published.put(lane.site(), batch.entries().size());
                        acknowledged(lane, batch);
                    }
                    case SiteLane.Failed(String reason) -> failed(lane, reason);
                }
            }
        }
        return published;
    }

    private void acknowledged(SiteLane lane, SiteLane.Batch batch) {
        lane.succeeded();
        watch.answered();
        meters.published(batch.publication().records().size());
        batch.entries().forEach(entry -> meters.latency(age(entry.createdAt())));
    }

    private void failed(SiteLane lane, String reason) {
        topics.forget(lane.site());
        lane.failed(reason, System.nanoTime());
        meters.failed();
    }

    private void tell(List<SiteQueue> queues, Map<String, Integer> published) {
        List<SiteQueue> left = queues.stream()
                .filter(queue -> queue.entries() > published.getOrDefault(queue.site(), 0))
                .toList();
        meters.waiting(
                left.stream()
                        .mapToInt(queue -> queue.entries() - published.getOrDefault(queue.site(), 0))
                        .sum(),
                left.stream()
                        .map(SiteQueue::oldest)
                        .min(Instant::compareTo)
                        .map(this::age)
                        .orElse(Duration.ZERO));
        meters.held((int) lanes.values().stream().filter(SiteLane::isInTrouble).count());
    }

    /** How long the relay may sleep when nobody writes: a pause ends, a send is acknowledged. */
    Duration patience(Duration longest) {
        long now = System.nanoTime();
        Duration patience = longest;
        for (SiteLane lane : lanes.values()) {
            patience = lane.patience(now, patience);
        }
        return patience;
    }

    private SiteLane lane(String site) {
        return lanes.computeIfAbsent(site, name -> new SiteLane(name, buses.get()));
    }

    private static int sum(Map<String, Integer> published) {
        return published.values().stream().mapToInt(Integer::intValue).sum();
    }

    private Duration age(Instant since) {
        Duration age = Duration.between(since, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** Gives up what is under way; the next leadership begins anew. */
    @Override
    public void close() {
        lanes.values().forEach(SiteLane::close);
        lanes.clear();
    }
}
