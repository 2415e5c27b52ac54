package dev.lvsfleet.controlplane.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The agents' words for an answer. PostgreSQL gives the properties of jsonb back by the length of their names: here they have the
 * order of the contract, then come those that are newer than this release, by name. Pure.
 */
public final class ReportText {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TIMINGS = "timings";
    private static final String NO_TIME = "PT0S";

    /** Names mean the same wherever they are, so one list serves every level. */
    private static final List<String> ORDER = List.of(
            "schema",
            "node",
            "revision",
            "outcome",
            "reportedAt",
            "operations",
            TIMINGS,
            "failures",
            "foreign",
            "appliedRevision",
            "readiness",
            "asked",
            "examination",
            "receivedAt",
            "plan",
            "apply",
            "since",
            "findings",
            "code",
            "severity",
            "subject",
            "evidence",
            "remedy",
            "served",
            "gateway",
            "address",
            "ready",
            "reason",
            "realServer",
            "forwarding",
            "tunnel",
            "encapsulation",
            "port",
            "checksum",
            "enforce");

    private static final Comparator<String> BY_PLACE = Comparator.<String>comparingInt(
                    name -> ORDER.contains(name) ? ORDER.indexOf(name) : ORDER.size())
            .thenComparing(Comparator.naturalOrder());

    private ReportText() {}

    /** A report, without timings when nothing was timed: an agent sends zeros where no document was the reason. */
    public static String report(String json) {
        JsonNode report = ordered(read(json));
        JsonNode timings = report.path(TIMINGS);
        if (report instanceof ObjectNode object
                && NO_TIME.equals(timings.path("plan").asText())
                && NO_TIME.equals(timings.path("apply").asText())) {
            object.remove(TIMINGS);
        }
        return report.toString();
    }

    /** A part of a report. */
    public static String part(String json) {
        return ordered(read(json)).toString();
    }

    private static JsonNode ordered(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode items = MAPPER.createArrayNode();
            list.forEach(item -> items.add(ordered(item)));
            return items;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode properties = MAPPER.createObjectNode();
        object.propertyStream()
                .sorted(Map.Entry.comparingByKey(BY_PLACE))
                .forEach(it -> properties.set(it.getKey(), ordered(it.getValue())));
        return properties;
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The column report holds what the inbox never stored", e);
        }
    }
}
