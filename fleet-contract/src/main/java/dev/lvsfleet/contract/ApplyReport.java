package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a node's agent did with its newest document; the newest report per node is kept.
 *
 * @param schema {@link #SCHEMA}
 * @param node the director or real server
 * @param revision the revision now in force on the node; 0 before the first
 * @param reportedAt when the reconcile ended, by the node's clock
 * @param operations how many kernel operations were needed
 * @param timings how long each step took; zero durations when no document triggered the reconcile
 * @param failures what could not be done and why, one sentence each, at most 100
 * @param foreign entries nobody desires and this system did not create, left alone, at most 100
 * @param appliedRevision the newest revision that the node was equal to in full, whatever became of those after it; 0 when
 *     the agent does not know of any
 * @param readiness of a real server, for each virtual address it serves; empty for a director
 * @param examination what the newest examination found; null before the first
 * @param virtualRouters the node's part in each virtual router of the document in force, in the order of their names
 * @param tableDigest of the services as the kernel has them, counters left out: equal tables have equal ones; null before the
 *     table was first read, and for a node without virtual routers
 * @param asked what {@code readiness} is about; null for a director, without a document, and from an agent that does not say
 */
public record ApplyReport(
        int schema,
        String node,
        long revision,
        Outcome outcome,
        Instant reportedAt,
        int operations,
        Timings timings,
        List<String> failures,
        List<String> foreign,
        long appliedRevision,
        List<Readiness> readiness,
        @Nullable Examination examination,
        List<RouterState> virtualRouters,
        @Nullable String tableDigest,
        @Nullable Asked asked)
        implements ContractRecord {

    public static final int SCHEMA = 1;

    public ApplyReport {
        requireNonNull(node, "node is null");
        requireNonNull(outcome, "outcome is null");
        requireNonNull(reportedAt, "reportedAt is null");
        requireNonNull(timings, "timings is null");
        failures = List.copyOf(failures);
        foreign = List.copyOf(foreign);
        readiness = List.copyOf(readiness);
        virtualRouters = List.copyOf(virtualRouters);
    }

    /** The report of a node without virtual routers. */
    public ApplyReport(
            int schema,
            String node,
            long revision,
            Outcome outcome,
            Instant reportedAt,
            int operations,
            Timings timings,
            List<String> failures,
            List<String> foreign,
            long appliedRevision,
            List<Readiness> readiness,
            @Nullable Examination examination) {
        this(
                schema,
                node,
                revision,
                outcome,
                reportedAt,
                operations,
                timings,
                failures,
                foreign,
                appliedRevision,
                readiness,
                examination,
                List.of(),
                null,
                null);
    }

    /** A director's report before the first examination. */
    public ApplyReport(
            int schema,
            String node,
            long revision,
            Outcome outcome,
            Instant reportedAt,
            int operations,
            Timings timings,
            List<String> failures,
            List<String> foreign,
            long appliedRevision) {
        this(
                schema,
                node,
                revision,
                outcome,
                reportedAt,
                operations,
                timings,
                failures,
                foreign,
                appliedRevision,
                List.of(),
                null);
    }

    /** The same report with what an examination found. */
    public ApplyReport with(Examination newest) {
        return new ApplyReport(
                schema,
                node,
                revision,
                outcome,
                reportedAt,
                operations,
                timings,
                failures,
                foreign,
                appliedRevision,
                readiness,
                newest,
                virtualRouters,
                tableDigest,
                asked);
    }

    /** The same report with the node's part in its virtual routers, and what its table was then. */
    public ApplyReport with(List<RouterState> routers, @Nullable String digest) {
        return new ApplyReport(
                schema,
                node,
                revision,
                outcome,
                reportedAt,
                operations,
                timings,
                failures,
                foreign,
                appliedRevision,
                readiness,
                examination,
                routers,
                digest,
                asked);
    }

    /** The same report, saying what its readiness is about. */
    public ApplyReport about(@Nullable Asked question) {
        return new ApplyReport(
                schema,
                node,
                revision,
                outcome,
                reportedAt,
                operations,
                timings,
                failures,
                foreign,
                appliedRevision,
                readiness,
                examination,
                virtualRouters,
                tableDigest,
                question);
    }

    /**
     * What a real server was asked to be prepared for when its readiness was found: a later document may ask for something else.
     *
     * @param served every way in which packets reach it
     * @param gateway where its default route was to lead; null when nobody said
     */
    public record Asked(
            List<ServedAddress> served, @Nullable Gateway gateway) {

        public Asked {
            served = List.copyOf(served);
        }

        /** By a real server's document. */
        public static Asked by(DesiredState document) {
            return new Asked(document.served(), document.gateway());
        }
    }

    /** How the newest document fared. */
    public enum Outcome {
        /** The kernel equals the document. */
        @JsonProperty("applied")
        APPLIED,
        /** Some operations failed; the agent tries again at the next resync. */
        @JsonProperty("failed")
        FAILED,
        /** The document was refused and changed nothing; the revision is that of the document still in force. */
        @JsonProperty("refused")
        REFUSED
    }

    /**
     * Where the time of one reconcile went.
     *
     * @param receivedAt when the agent took the document off the bus, by the node's clock
     * @param plan from receipt to a finished plan, verification and decoding included
     * @param apply from the first netlink request to the last acknowledgement
     */
    public record Timings(Instant receivedAt, Duration plan, Duration apply) {}

    @Override
    public String key() {
        return node;
    }
}
