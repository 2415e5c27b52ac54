package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.controlplane.topic.TopicGuard;

/** The two topics that a site's documents go into, by Kafka's own ids. */
record SiteTopics(String desiredState, String probeTargets) {

    static SiteTopics of(TopicGuard.Ready ready) {
        return new SiteTopics(ready.id(Topic.DESIRED_STATE), ready.id(Topic.PROBE_TARGETS));
    }
}
