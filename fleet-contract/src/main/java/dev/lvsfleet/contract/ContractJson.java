package dev.lvsfleet.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;

/**
 * The JSON form of the bus's records: a strict writer and a tolerant reader.
 *
 * <p>Addresses are literals and never looked up; instants and durations are ISO 8601. Stateless and thread-safe.
 */
public final class ContractJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new AddressLiteralModule())
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_USING_DEFAULT_VALUE)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            .build();

    private ContractJson() {}

    /** The record as UTF-8 JSON. */
    public static byte[] encode(ContractRecord contractRecord) {
        try {
            return MAPPER.writeValueAsBytes(contractRecord);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a " + contractRecord.getClass() + " as JSON", e);
        }
    }

    /** The word that stands for the constant in a record, for whoever shows or stores it alone. */
    public static String word(Enum<?> constant) {
        return MAPPER.convertValue(constant, String.class);
    }

    /**
     * The record that the bytes hold.
     *
     * @throws MalformedRecordException when they are not JSON, lack a property that the record always had, or were written with a newer schema
     */
    public static <T extends ContractRecord> T decode(byte[] json, Class<T> type, int newestSchema)
            throws MalformedRecordException {
        T read;
        try {
            read = read(json, type);
        } catch (IOException | RuntimeException e) {
            throw new MalformedRecordException("Not a " + type.getSimpleName() + ": " + firstLine(e), e);
        }
        if (read == null) {
            throw new MalformedRecordException("Not a " + type.getSimpleName() + ": the value is null");
        }
        if (read.schema() < 1 || read.schema() > newestSchema) {
            throw new MalformedRecordException("A " + type.getSimpleName() + " of schema " + read.schema()
                    + ", this reader knows 1 to " + newestSchema);
        }
        return read;
    }

    /** What lacks a property is looked at again: it may be from before there was one. */
    private static <T> T read(byte[] json, Class<T> type) throws IOException {
        try {
            return MAPPER.readValue(json, type);
        } catch (MismatchedInputException refusal) {
            if (MAPPER.readTree(json) instanceof ObjectNode older && AddedProperties.complete(older, type)) {
                return MAPPER.treeToValue(older, type);
            }
            throw refusal;
        }
    }

    private static String firstLine(Exception e) {
        String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
        return message.lines().findFirst().orElse(message);
    }
}
