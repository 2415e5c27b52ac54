package dev.lvsfleet.contract;

import java.time.Duration;

/** The topics of a site: each one's name, partitions and clean-up policy. */
public enum Topic {
    DESIRED_STATE("desired-state.v1", 12, CleanUp.COMPACT),
    PROBE_TARGETS("probe-targets.v1", 12, CleanUp.COMPACT),
    VERDICTS("verdicts.v1", 4, CleanUp.COMPACT),
    APPLY_REPORTS("apply-reports.v1", 4, CleanUp.COMPACT),
    SERVICE_STATES("service-states.v1", 4, CleanUp.COMPACT),
    EVENTS("events.v1", 4, CleanUp.SEVEN_DAYS);

    /** What Kafka does with old records. */
    public enum CleanUp {
        /** The newest record of each key is kept for ever. */
        COMPACT("compact"),
        /** Records go after seven days. */
        SEVEN_DAYS("delete");

        public static final Duration RETENTION = Duration.ofDays(7);

        private final String policy;

        CleanUp(String policy) {
            this.policy = policy;
        }

        /** The value of the topic setting {@code cleanup.policy}. */
        public String policy() {
            return policy;
        }
    }

    private final String suffix;
    private final int partitions;
    private final CleanUp cleanUp;

    Topic(String suffix, int partitions, CleanUp cleanUp) {
        this.suffix = suffix;
        this.partitions = partitions;
        this.cleanUp = cleanUp;
    }

    /** The topic's name at a site, for example {@code lvs.lab.verdicts.v1}. */
    public String at(String site) {
        return "lvs." + site + "." + suffix;
    }

    /** Fixed for the life of a topic: an agent derives its own partition from it. */
    public int partitions() {
        return partitions;
    }

    public CleanUp cleanUp() {
        return cleanUp;
    }
}
