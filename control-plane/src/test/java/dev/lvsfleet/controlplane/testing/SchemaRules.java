package dev.lvsfleet.controlplane.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Says what of a value a schema of the API's description forbids (JSON Schema 2020-12, as OpenAPI 3.1 has it). It knows the
 * keywords that the description uses; another one is an error, never ignored.
 */
public final class SchemaRules {

    private static final Set<String> NOTES = Set.of("description", "default", "examples", "readOnly", "format");

    private final JsonNode document;
    private final List<String> faults = new ArrayList<>();

    private SchemaRules(JsonNode document) {
        this.document = document;
    }

    /** One sentence for each fault, with the place in the value; none when it is valid. */
    public static List<String> faults(JsonNode document, JsonNode schema, JsonNode value) {
        return faults(document, schema, value, "$");
    }

    private static List<String> faults(JsonNode document, JsonNode schema, JsonNode value, String at) {
        SchemaRules rules = new SchemaRules(document);
        schema.properties().forEach(keyword -> rules.check(schema, keyword, value, at));
        return rules.faults;
    }

    private void check(JsonNode schema, Map.Entry<String, JsonNode> keyword, JsonNode value, String at) {
        JsonNode wanted = keyword.getValue();
        switch (keyword.getKey()) {
            case "$ref" ->
                faults.addAll(faults(document, document.at(wanted.asText().substring(1)), value, at));
            case "type" -> require(isOf(wanted.asText(), value), at, "is no " + wanted.asText());
            case "enum" -> require(contains(wanted, value), at, value + " is none of " + wanted);
            case "pattern" ->
                require(
                        !value.isTextual()
                                || Pattern.compile(wanted.asText())
                                        .matcher(value.asText())
                                        .find(),
                        at,
                        value + " does not match " + wanted);
            case "minLength" -> require(!value.isTextual() || length(value) >= wanted.asInt(), at, "is too short");
            case "maxLength" -> require(!value.isTextual() || length(value) <= wanted.asInt(), at, "is too long");
            case "minimum" -> require(!value.isNumber() || value.asLong() >= wanted.asLong(), at, "is too small");
            case "maximum" -> require(!value.isNumber() || value.asLong() <= wanted.asLong(), at, "is too large");
            case "maxItems" -> require(!value.isArray() || value.size() <= wanted.asInt(), at, "has too many items");
            case "required" ->
                wanted.forEach(
                        name -> require(!value.isObject() || value.has(name.asText()), at, "lacks " + name.asText()));
            case "properties" ->
                wanted.properties().stream()
                        .filter(property -> value.has(property.getKey()))
                        .forEach(property -> faults.addAll(faults(
                                document,
                                property.getValue(),
                                value.get(property.getKey()),
                                at + "." + property.getKey())));
            case "additionalProperties" ->
                value.fieldNames()
                        .forEachRemaining(name -> require(
                                wanted.asBoolean() || schema.path("properties").has(name), at, "may not have " + name));
            case "items" -> {
                for (int i = 0; value.isArray() && i < value.size(); i++) {
                    faults.addAll(faults(document, wanted, value.get(i), at + "[" + i + "]"));
                }
            }
            case "allOf" -> wanted.forEach(part -> faults.addAll(faults(document, part, value, at)));
            case "anyOf" -> require(matches(wanted, value, at) >= 1, at, "matches none of " + wanted);
            case "oneOf" -> require(matches(wanted, value, at) == 1, at, "does not match exactly one of " + wanted);
            default ->
                require(NOTES.contains(keyword.getKey()), at, "has a schema with the keyword " + keyword.getKey());
        }
    }

    private long matches(JsonNode schemas, JsonNode value, String at) {
        return StreamSupport.stream(schemas.spliterator(), false)
                .filter(schema -> faults(document, schema, value, at).isEmpty())
                .count();
    }

    private static boolean isOf(String type, JsonNode value) {
        return switch (type) {
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "boolean" -> value.isBoolean();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean contains(JsonNode words, JsonNode value) {
        return StreamSupport.stream(words.spliterator(), false).anyMatch(value::equals);
    }

    private static int length(JsonNode text) {
        return text.asText().codePointCount(0, text.asText().length());
    }

    private void require(boolean holds, String at, String fault) {
        if (!holds) {
            faults.add(at + " " + fault);
        }
    }
}
