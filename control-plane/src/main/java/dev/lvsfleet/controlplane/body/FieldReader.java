package dev.lvsfleet.controlplane.body;

import com.fasterxml.jackson.databind.JsonNode;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the properties of one JSON object into types, straight down, and collects every error with its path.
 *
 * <p>After an error a stand-in is returned so that the reading goes on; its value never leaves, since the errors do
 * instead. A property nobody asked for is an error too. Not thread-safe.
 */
public final class FieldReader {

    private final JsonNode object;
    private final String path;
    private final List<FieldError> errors;
    private final Set<String> known = new HashSet<>();

    private FieldReader(JsonNode object, String path, List<FieldError> errors) {
        this.object = object;
        this.path = path;
        this.errors = errors;
    }

    static <T> T object(JsonNode node, String path, List<FieldError> errors, Function<FieldReader, T> shape) {
        FieldReader reader = new FieldReader(node, path, errors);
        if (!node.isObject()) {
            errors.add(new FieldError(path, "Must be a JSON object."));
            return shape.apply(new FieldReader(node, path, new ArrayList<>()));
        }
        T value = shape.apply(reader);
        reader.refuseUnknown();
        return value;
    }

    /** Turns text into a type; an {@link IllegalArgumentException}'s message says what is wrong with the text. */
    public interface Parser<T> {
        T parse(String text);
    }

    /** A property that must be there. */
    public <T> T required(String field, Parser<T> parser, T standIn) {
        if (absent(field)) {
            error(field, "Is required.");
            return standIn;
        }
        return optional(field, parser, standIn);
    }

    /** A text property, or the fallback when it is absent or null. */
    public <T> T optional(String field, Parser<T> parser, T fallback) {
        return optional(field, parser).orElse(fallback);
    }

    /** A text property; empty when it is absent or null. */
    public <T> Optional<T> optional(String field, Parser<T> parser) {
        return absent(field) ? Optional.empty() : text(field, object.path(field), parser);
    }

    private <T> Optional<T> text(String field, JsonNode node, Parser<T> parser) {
        if (!node.isTextual()) {
            error(field, "Must be text, was " + kind(node) + ".");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(node.textValue()));
        } catch (IllegalArgumentException e) {
            error(field, String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }

    /** A whole number that must be there. */
    public int requiredInt(String field, int min, int max) {
        return (int) requiredLong(field, min, max);
    }

    /** A whole number that must be there. */
    public long requiredLong(String field, long min, long max) {
        if (absent(field)) {
            error(field, "Is required: a whole number from " + min + " to " + max + ".");
            return min;
        }
        return number(field, min, max, min);
    }

    /** A whole number, or the fallback when it is absent or null. */
    public int optionalInt(String field, int min, int max, int fallback) {
        return absent(field) ? fallback : (int) number(field, min, max, fallback);
    }

    private long number(String field, long min, long max, long fallback) {
        JsonNode node = object.path(field);
        if (node.isIntegralNumber() && node.canConvertToLong() && node.longValue() >= min && node.longValue() <= max) {
            return node.longValue();
        }
        String text = node.isTextual() ? ": " + Given.quoted(node.textValue()) : "";
        String was = node.isNumber() ? node.asText() : kind(node) + text;
        error(field, "Must be a whole number from " + min + " to " + max + ", was " + was + ".");
        return fallback;
    }

    /** True or false, or the fallback when it is absent or null. */
    public boolean optionalBoolean(String field, boolean fallback) {
        if (absent(field)) {
            return fallback;
        }
        JsonNode node = object.path(field);
        if (!node.isBoolean()) {
            error(field, "Must be true or false, was " + kind(node) + ".");
            return fallback;
        }
        return node.booleanValue();
    }

    /** A list of objects; absent or null is empty. */
    public <T> List<T> list(String field, int max, Function<FieldReader, T> item) {
        List<T> items = new ArrayList<>();
        for (JsonNode node : elements(field, max)) {
            items.add(object(node, at(field) + "[" + items.size() + "]", errors, item));
        }
        return items;
    }

    /** A list of texts, without those that are wrong; absent or null is empty. */
    public <T> List<T> texts(String field, int max, Parser<T> parser) {
        List<T> items = new ArrayList<>();
        List<JsonNode> nodes = elements(field, max);
        for (int i = 0; i < nodes.size(); i++) {
            text(field + "[" + i + "]", nodes.get(i), parser).ifPresent(items::add);
        }
        return items;
    }

    private List<JsonNode> elements(String field, int max) {
        if (absent(field)) {
            return List.of();
        }
        JsonNode node = object.path(field);
        if (!node.isArray()) {
            error(field, "Must be a list, was " + kind(node) + ".");
            return List.of();
        }
        if (node.size() > max) {
            error(field, "May have at most " + max + " entries, has " + node.size() + ".");
            return List.of();
        }
        List<JsonNode> elements = new ArrayList<>();
        node.forEach(elements::add);
        return elements;
    }

    /** An object; absent or null is empty. */
    public <T> Optional<T> nested(String field, Function<FieldReader, T> shape) {
        return absent(field) ? Optional.empty() : Optional.of(object(object.path(field), at(field), errors, shape));
    }

    /** Whether the property is there and not null. */
    public boolean has(String field) {
        return !absent(field);
    }

    /** Properties that only answers have: taken, so that what was read can be put back, and not looked at. */
    public void ignore(String... fields) {
        known.addAll(List.of(fields));
    }

    /** Whether no value of the whole body was wrong until now, so that none of them is a stand-in. */
    public boolean isRightSoFar() {
        return errors.isEmpty();
    }

    /** Says that a property of this object is wrong. */
    public void error(String field, String message) {
        errors.add(new FieldError(at(field), message));
    }

    private boolean absent(String field) {
        known.add(field);
        return object.path(field).isMissingNode() || object.path(field).isNull();
    }

    private String at(String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private void refuseUnknown() {
        object.fieldNames().forEachRemaining(field -> {
            if (!known.contains(field)) {
                error(Given.shown(field), "Is not a property here.");
            }
        });
    }

    private static String kind(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "a list";
            case STRING -> "text";
            case NUMBER -> "a number";
            case BOOLEAN -> "a boolean";
            case NULL, MISSING, BINARY, POJO -> "nothing";
        };
    }
}
