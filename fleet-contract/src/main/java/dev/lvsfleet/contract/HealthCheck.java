package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;

/** How a real server is asked whether it can serve. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = HealthCheck.Http.class, name = "http"),
    @JsonSubTypes.Type(value = HealthCheck.Tcp.class, name = "tcp")
})
public sealed interface HealthCheck {

    /** When to ask, how long to wait and how often to ask again. */
    CheckTiming timing();

    /**
     * A GET that must answer with one status code within the connect timeout for each phase.
     *
     * @param path begins with a slash
     * @param statusCode 100 to 599
     * @param host the Host header; null for the target's address and port
     */
    record Http(String path, int statusCode, @Nullable String host, CheckTiming timing) implements HealthCheck {}

    /** A TCP connection that must open within the connect timeout. */
    record Tcp(CheckTiming timing) implements HealthCheck {}
}
