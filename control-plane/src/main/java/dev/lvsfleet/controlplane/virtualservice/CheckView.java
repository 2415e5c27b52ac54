package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.controlplane.body.DurationText;
import org.jspecify.annotations.Nullable;

/**
 * A health check in an answer.
 *
 * @param port absent when each real server is asked on its own
 * @param path absent with tcp, as are the two that follow
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CheckView(
        String type,
        @Nullable Integer port,
        @Nullable String path,
        @Nullable Integer statusCode,
        @Nullable String host,
        String interval,
        String connectTimeout,
        int retry,
        String delayBeforeRetry) {

    static CheckView of(ServiceCheck check) {
        Integer port = check.port() == 0 ? null : check.port();
        return switch (check.how()) {
            case HealthCheck.Http(String path, int statusCode, String host, CheckTiming timing) ->
                of("http", port, path, statusCode, host, timing);
            case HealthCheck.Tcp(CheckTiming timing) -> of("tcp", port, null, null, null, timing);
        };
    }

    private static CheckView of(
            String type,
            @Nullable Integer port,
            @Nullable String path,
            @Nullable Integer statusCode,
            @Nullable String host,
            CheckTiming timing) {
        return new CheckView(
                type,
                port,
                path,
                statusCode,
                host,
                DurationText.format(timing.interval()),
                DurationText.format(timing.connectTimeout()),
                timing.retry(),
                DurationText.format(timing.delayBeforeRetry()));
    }
}
