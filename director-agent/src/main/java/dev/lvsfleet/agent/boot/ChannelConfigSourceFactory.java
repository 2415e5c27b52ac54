package dev.lvsfleet.agent.boot;

import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.Topic;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Derives the channels' topics and partitions from the node's name and site.
 *
 * <p>Partitions are assigned, not subscribed to: an agent shares with nobody, commits nothing and reads its compacted topics
 * from the beginning at every start.
 */
public final class ChannelConfigSourceFactory implements ConfigSourceFactory {

    /** Above application.properties (250), below the environment (300) and system properties (400). */
    private static final int ORDINAL = 260;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String node = value(context, "lvsfleet.agent.node");
        String site = value(context, "lvsfleet.agent.site");
        if (node == null || site == null) {
            return List.of();
        }
        return List.of(new PropertiesConfigSource(channels(node, site), "lvsfleet channels", ORDINAL));
    }

    static Map<String, String> channels(String node, String site) {
        Map<String, String> channels = new HashMap<>();
        String documents = Topic.DESIRED_STATE.at(site);
        String verdicts = Topic.VERDICTS.at(site);
        int partition = NodePartition.of(node, Topic.DESIRED_STATE.partitions());
        channels.put("mp.messaging.incoming.desired-state.topic", documents);
        channels.put("mp.messaging.incoming.desired-state.assign-seek", fromBeginning(documents, partition));
        channels.put("mp.messaging.incoming.verdicts.topic", verdicts);
        channels.put(
                "mp.messaging.incoming.verdicts.assign-seek",
                IntStream.range(0, Topic.VERDICTS.partitions())
                        .mapToObj(it -> fromBeginning(verdicts, it))
                        .collect(Collectors.joining(",")));
        channels.put("mp.messaging.outgoing.apply-reports.topic", Topic.APPLY_REPORTS.at(site));
        channels.put("mp.messaging.outgoing.service-states.topic", Topic.SERVICE_STATES.at(site));
        channels.put("mp.messaging.outgoing.events.topic", Topic.EVENTS.at(site));
        return channels;
    }

    private static String fromBeginning(String topic, int partition) {
        return topic + ":" + partition + ":0";
    }

    private static @Nullable String value(ConfigSourceContext context, String name) {
        ConfigValue value = context.getValue(name);
        return value == null ? null : value.getValue();
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
