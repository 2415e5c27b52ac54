package dev.lvsfleet.health.targets;

import dev.lvsfleet.health.probe.ProbeLoop;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Which partitions of the probe-targets topic are this instance's: the instances of a vantage share them out.
 *
 * <p>A gained partition is read from its beginning. A partition given away stops its targets at once. A partition lost
 * because the broker was away goes on being probed until the next assignment says whose it is: two probers for a while
 * do no harm, none would.
 */
@Singleton
@Identifier("target-partitions")
public final class TargetPartitions implements KafkaConsumerRebalanceListener {

    private static final Logger LOG = Logger.getLogger(TargetPartitions.class);

    /** Late, because this is created while the channels are, and the loop needs the channels. */
    private final Provider<ProbeLoop> loop;

    private final Set<Integer> owned = ConcurrentHashMap.newKeySet();

    TargetPartitions(Provider<ProbeLoop> loop) {
        this.loop = loop;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        owned.addAll(numbers(partitions));
        loop.get().forgetPartitions(partition -> !owned.contains(partition));
        LOG.infof("Probing the targets of partitions %s", new TreeSet<>(owned));
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        owned.removeAll(numbers(partitions));
        loop.get().forgetPartitions(partition -> !owned.contains(partition));
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        LOG.warnf("Lost partitions %s; their targets are probed until they are assigned again", numbers(partitions));
        owned.removeAll(numbers(partitions));
    }

    /** Whether records of the partition still count; some may be on their way when it is given away. */
    public boolean owns(int partition) {
        return owned.contains(partition);
    }

    /** How many partitions are this instance's now. */
    public int count() {
        return owned.size();
    }

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
    }
}
