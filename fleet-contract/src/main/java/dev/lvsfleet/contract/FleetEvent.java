package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonEnumDefaultValue;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;

/**
 * Something that happened on a node and that an operator may want to find later.
 *
 * @param schema {@link #SCHEMA}
 * @param node the director, or the service instance, it happened on
 * @param at by that node's clock
 * @param subject what it happened to, for example a virtual service, a topic or a target
 * @param message one sentence that says what, and what was done about it
 */
public record FleetEvent(
        int schema, String node, Instant at, Kind kind, Severity severity, String subject, String message)
        implements ContractRecord {

    public static final int SCHEMA = 1;

    public FleetEvent {
        requireNonNull(node, "node is null");
        requireNonNull(at, "at is null");
        requireNonNull(kind, "kind is null");
        requireNonNull(severity, "severity is null");
        requireNonNull(subject, "subject is null");
        requireNonNull(message, "message is null");
    }

    /** How much attention it wants. */
    public enum Severity {
        @JsonProperty("info")
        INFO,
        @JsonProperty("warning")
        WARNING,
        @JsonProperty("error")
        ERROR
    }

    /** What happened; a kind this reader does not know reads as {@link #UNKNOWN}. */
    public enum Kind {
        @JsonEnumDefaultValue
        @JsonProperty("unknown")
        UNKNOWN,
        @JsonProperty("agent-started")
        AGENT_STARTED,
        @JsonProperty("document-refused")
        DOCUMENT_REFUSED,
        @JsonProperty("record-parked")
        RECORD_PARKED,
        @JsonProperty("drift-repaired")
        DRIFT_REPAIRED,
        @JsonProperty("foreign-found")
        FOREIGN_FOUND,
        /** Somebody else's entry was deleted: the node is exclusive. */
        @JsonProperty("foreign-removed")
        FOREIGN_REMOVED,
        /** Something desired is there already, made by somebody else, and is left as it is. */
        @JsonProperty("conflict-found")
        CONFLICT_FOUND,
        @JsonProperty("apply-failed")
        APPLY_FAILED,
        /** Something about a node that an operator should see to, or know. */
        @JsonProperty("finding")
        FINDING,
        /** A finding of the doctor is no more. */
        @JsonProperty("finding-gone")
        FINDING_GONE,
        @JsonProperty("ejection-held")
        EJECTION_HELD,
        @JsonProperty("quorum-lost")
        QUORUM_LOST,
        @JsonProperty("quorum-gained")
        QUORUM_GAINED,
        @JsonProperty("drained")
        DRAINED,
        @JsonProperty("drain-expired")
        DRAIN_EXPIRED,
        @JsonProperty("budget-exceeded")
        BUDGET_EXCEEDED,
        /** A virtual router of the node has another role than before. */
        @JsonProperty("role-changed")
        ROLE_CHANGED,
        /** A peer advertises another interval or other addresses than this node has. */
        @JsonProperty("peer-differs")
        PEER_DIFFERS,
        /** A virtual router cannot do as it should. */
        @JsonProperty("router-fault")
        ROUTER_FAULT,
        /** A director gave its role away, as it was asked to; the control plane says it. */
        @JsonProperty("switch-over-done")
        SWITCH_OVER_DONE,
        /** A director that was asked to give its role away has it; the control plane says it. */
        @JsonProperty("switch-over-missed")
        SWITCH_OVER_MISSED,
        @JsonProperty("target-up")
        TARGET_UP,
        @JsonProperty("target-down")
        TARGET_DOWN
    }

    @Override
    public String key() {
        return node;
    }
}
