package dev.lvsfleet.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * What records got after they were first written, with what its absence meant until then.
 *
 * <p>An agent that was updated still boots from the file that its predecessor wrote, and obeys a control plane that is not
 * updated yet. Pure.
 */
final class AddedProperties {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private static final Map<Class<?>, Map<String, JsonNode>> OF = Map.of(
            DesiredState.class,
            Map.ofEntries(
                    Map.entry("role", JSON.textNode("director")),
                    Map.entry("served", JSON.arrayNode()),
                    Map.entry("gateway", JSON.nullNode()),
                    Map.entry(
                            "table", JSON.objectNode().put("existing", "adopt").put("exclusive", false)),
                    Map.entry("failover", noFailover())),
            ApplyReport.class,
            Map.ofEntries(
                    Map.entry("appliedRevision", JSON.numberNode(0L)),
                    Map.entry("readiness", JSON.arrayNode()),
                    Map.entry("examination", JSON.nullNode()),
                    Map.entry("virtualRouters", JSON.arrayNode()),
                    Map.entry("tableDigest", JSON.nullNode()),
                    Map.entry("asked", JSON.nullNode())));

    private AddedProperties() {}

    private static JsonNode noFailover() {
        ObjectNode none = JSON.objectNode();
        none.putArray("virtualRouters");
        none.putNull("connectionSync");
        return none;
    }

    /** Whether the record lacked such a property; it has all of them afterwards. */
    static boolean complete(ObjectNode contractRecord, Class<?> type) {
        boolean lacked = false;
        for (Map.Entry<String, JsonNode> added : OF.getOrDefault(type, Map.of()).entrySet()) {
            lacked |=
                    contractRecord.putIfAbsent(added.getKey(), added.getValue().deepCopy()) == null;
        }
        return lacked;
    }
}
