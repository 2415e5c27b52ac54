package dev.lvsfleet.controlplane.topic;

import dev.lvsfleet.contract.Topic;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Makes a site's topics and refuses ones that are not as the contract says: with another clean-up policy documents would
 * vanish, with another number of partitions agents would read the wrong one.
 *
 * <p>Thread-safe; what was found right is not asked for again until somebody says {@link #forget} or {@link #recheck}.
 */
@Singleton
public class TopicGuard {

    /** Whether a site's topics are as they must be. */
    public sealed interface Outcome {}

    /**
     * They are.
     *
     * @param ids Kafka's own, one for each of {@link Topic}: a topic that was lost and made again has the same name and
     *     another id
     */
    public record Ready(Map<Topic, String> ids) implements Outcome {
        public Ready {
            ids = Map.copyOf(ids);
        }

        /** Of a topic. */
        public String id(Topic topic) {
            return Objects.requireNonNull(ids.get(topic));
        }
    }

    /** One is not; the sentence says which and how. */
    public record Wrong(String sentence) implements Outcome {}

    /** Kafka did not answer. */
    public record Unreachable(String reason) implements Outcome {}

    private static final Duration SEGMENT_AGE = Duration.ofMinutes(10);
    private static final int SEGMENT_BYTES = 32 << 20;
    private static final int PATIENCE_MS = 2_000;

    /** What one record may have: twice the largest document of a group within its limits. */
    public static final int MAX_RECORD_BYTES = 16 << 20;

    private final Map<String, Object> settings;
    private final short replicationFactor;
    private final BusWatch bus;
    private final Map<String, Ready> ready = new ConcurrentHashMap<>();
    private volatile Set<String> brokers = Set.of();
    private @Nullable Admin admin;

    @Inject
    public TopicGuard(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "lvsfleet.kafka.replication-factor", defaultValue = "1") short replicationFactor,
            BusWatch bus) {
        settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, PATIENCE_MS);
        settings.put(AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1_000);
        this.replicationFactor = replicationFactor;
        this.bus = bus;
    }

    /** Whether Kafka answers at all, asked for at most about two seconds; the watch is told, and the brokers are kept. */
    public boolean answers() {
        try {
            brokers = admin().describeCluster().nodes().get(PATIENCE_MS, TimeUnit.MILLISECONDS).stream()
                    .map(Node::host)
                    .collect(Collectors.toUnmodifiableSet());
            bus.answered();
            return true;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            bus.silent(reason(e));
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The hosts at which the brokers said that they are reached, when they answered last; none before. */
    public Set<String> brokers() {
        return brokers;
    }

    /** Looks at the topics that the site has and makes the missing ones, for at most about two seconds each. */
    public Outcome tryEnsure(String site) {
        Ready known = ready.get(site);
        if (known != null) {
            return known;
        }
        try {
            Map<String, String> existing = existing();
            Optional<Outcome> fault = inspect(site, existing.keySet());
            if (fault.isPresent()) {
                return fault.get();
            }
            Ready found = create(site, existing);
            ready.put(site, found);
            return found;
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            return new Unreachable(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Unreachable("interrupted");
        }
    }

    /** What is known of the site's topics without asking Kafka. */
    public Optional<Ready> known(String site) {
        return Optional.ofNullable(ready.get(site));
    }

    /** Makes the next {@link #tryEnsure} look again, since something was wrong with the site's topics. */
    public void forget(String site) {
        ready.remove(site);
    }

    /** Forgets the sites whose topics are gone, or are others under the same names; asks Kafka once for all. */
    public void recheck() {
        try {
            Map<String, String> existing = existing();
            ready.entrySet()
                    .removeIf(site -> !site.getValue().ids().entrySet().stream()
                            .allMatch(topic -> topic.getValue()
                                    .equals(existing.get(topic.getKey().at(site.getKey())))));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            bus.silent(reason(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The id of every topic, by name. */
    private Map<String, String> existing() throws ExecutionException, InterruptedException, TimeoutException {
        return admin().listTopics().listings().get(PATIENCE_MS, TimeUnit.MILLISECONDS).stream()
                .collect(Collectors.toMap(
                        TopicListing::name, listing -> listing.topicId().toString()));
    }

    /** Another replica that is quicker makes this fail; its topics are looked at next time. */
    private Ready create(String site, Map<String, String> existing)
            throws ExecutionException, InterruptedException, TimeoutException {
        List<NewTopic> missing = Arrays.stream(Topic.values())
                .filter(topic -> !existing.containsKey(topic.at(site)))
                .map(topic ->
                        new NewTopic(topic.at(site), topic.partitions(), replicationFactor).configs(configs(topic)))
                .toList();
        CreateTopicsResult made = admin().createTopics(missing);
        made.all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        Map<Topic, String> ids = new EnumMap<>(Topic.class);
        for (Topic topic : Topic.values()) {
            String name = topic.at(site);
            String id = existing.get(name);
            ids.put(topic, id != null ? id : made.topicId(name).get().toString());
        }
        return new Ready(ids);
    }

    /** What is wrong with those that exist; empty when nothing is. */
    private Optional<Outcome> inspect(String site, Set<String> existing)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<String, Topic> topics = Arrays.stream(Topic.values())
                .filter(topic -> existing.contains(topic.at(site)))
                .collect(Collectors.toMap(topic -> topic.at(site), Function.identity()));
        Map<String, TopicDescription> descriptions =
                admin().describeTopics(topics.keySet()).allTopicNames().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        List<ConfigResource> resources = topics.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> configs =
                admin().describeConfigs(resources).all().get(PATIENCE_MS, TimeUnit.MILLISECONDS);
        for (ConfigResource resource : resources) {
            String name = resource.name();
            Topic topic = topics.get(name);
            TopicDescription description = descriptions.get(name);
            Config config = configs.get(resource);
            if (topic == null || description == null || config == null) {
                return Optional.of(new Unreachable("Kafka did not describe the topic " + name));
            }
            Optional<String> fault = fault(topic, name, description, config);
            if (fault.isPresent()) {
                return fault.map(Wrong::new);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> fault(Topic topic, String name, TopicDescription description, Config config) {
        String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
        if (!policy.equals(topic.cleanUp().policy())) {
            return Optional.of("The Kafka topic " + name + " has cleanup.policy=" + policy + " but must have "
                    + topic.cleanUp().policy() + "; correct or delete it.");
        }
        String takes = config.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG).value();
        if (topic == Topic.DESIRED_STATE && Integer.parseInt(takes) < MAX_RECORD_BYTES) {
            return Optional.of("The Kafka topic " + name + " has max.message.bytes=" + takes
                    + " but must have at least " + MAX_RECORD_BYTES + "; raise it.");
        }
        int partitions = description.partitions().size();
        return partitions == topic.partitions()
                ? Optional.empty()
                : Optional.of("The Kafka topic " + name + " has " + partitions + " partitions but must have "
                        + topic.partitions() + "; delete it.");
    }

    private static Map<String, String> configs(Topic topic) {
        Map<String, String> configs = new HashMap<>();
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, topic.cleanUp().policy());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_RECORD_BYTES));
        // Else that bounds a batch as it was packed, and some kilobytes can be more than a consumer has room for.
        configs.put(TopicConfig.COMPRESSION_TYPE_CONFIG, "uncompressed");
        switch (topic.cleanUp()) {
            case SEVEN_DAYS ->
                configs.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(Topic.CleanUp.RETENTION.toMillis()));
            // Kafka never compacts the segment it writes to, and whoever starts reads all that is left: keep that
            // short.
            case COMPACT -> {
                configs.put(TopicConfig.SEGMENT_MS_CONFIG, Long.toString(SEGMENT_AGE.toMillis()));
                configs.put(TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(SEGMENT_BYTES));
                configs.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.1");
            }
        }
        return configs;
    }

    private static String reason(Exception failure) {
        Throwable cause =
                failure instanceof ExecutionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private synchronized Admin admin() {
        Admin current = admin;
        if (current == null) {
            current = Admin.create(settings);
            admin = current;
        }
        return current;
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
