package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.lvsfleet.contract.HealthCheck;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON columns of {@code virtual_service}. */
final class StoredJson {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private static final TypeReference<List<ServiceView.Server>> SERVERS = new TypeReference<>() {};

    private StoredJson() {}

    static String write(List<RealServer> servers) {
        return text(servers.stream().map(ServiceView.Server::of).toList());
    }

    static @Nullable String write(Optional<HealthCheck> check) {
        return check.map(StoredJson::text).orElse(null);
    }

    static String write(StoredOptions options) {
        return text(options);
    }

    static List<RealServer> realServers(String json) {
        try {
            return MAPPER.readValue(json, SERVERS).stream()
                    .map(ServiceView.Server::realServer)
                    .toList();
        } catch (JsonProcessingException e) {
            throw neverWritten("a list of real servers", e);
        }
    }

    static Optional<HealthCheck> healthCheck(@Nullable String json) {
        try {
            return json == null ? Optional.empty() : Optional.of(MAPPER.readValue(json, HealthCheck.class));
        } catch (JsonProcessingException e) {
            throw neverWritten("health_check", e);
        }
    }

    static StoredOptions options(@Nullable String json) {
        try {
            return json == null ? StoredOptions.NONE : MAPPER.readValue(json, StoredOptions.class);
        } catch (JsonProcessingException e) {
            throw neverWritten("options", e);
        }
    }

    private static IllegalStateException neverWritten(String column, JsonProcessingException cause) {
        return new IllegalStateException("The column of " + column + " holds what this version never wrote", cause);
    }

    private static String text(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write " + value + " as JSON", e);
        }
    }
}
