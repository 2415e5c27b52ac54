package dev.lvsfleet.controlplane.virtualservice;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.controlplane.body.DurationText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A virtual service in an answer.
 *
 * @param healthCheck null when nothing asks the real servers
 * @param revision the group's when this was read or changed; the change is applied where appliedRevision is not less
 */
public record ServiceView(
        String name,
        String group,
        String address,
        int port,
        String protocol,
        String scheduler,
        String forwarding,
        List<Server> realServers,
        @Nullable Check healthCheck,
        long version,
        long revision) {

    /** A real server in an answer. */
    public record Server(String address, int port, int weight, int upperThreshold, int lowerThreshold) {

        static Server of(RealServer server) {
            return new Server(
                    server.address().getHostAddress(),
                    server.port(),
                    server.weight(),
                    server.upperThreshold(),
                    server.lowerThreshold());
        }
    }

    /** A health check in an answer; the first three are absent with tcp. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Check(
            String type,
            @Nullable String path,
            @Nullable Integer statusCode,
            @Nullable String host,
            String interval,
            String connectTimeout,
            int retry,
            String delayBeforeRetry) {

        static Check of(HealthCheck check) {
            return switch (check) {
                case HealthCheck.Http(String path, int statusCode, String host, CheckTiming timing) ->
                    of("http", path, statusCode, host, timing);
                case HealthCheck.Tcp(CheckTiming timing) -> of("tcp", null, null, null, timing);
            };
        }

        private static Check of(
                String type,
                @Nullable String path,
                @Nullable Integer statusCode,
                @Nullable String host,
                CheckTiming timing) {
            return new Check(
                    type,
                    path,
                    statusCode,
                    host,
                    DurationText.format(timing.interval()),
                    DurationText.format(timing.connectTimeout()),
                    timing.retry(),
                    DurationText.format(timing.delayBeforeRetry()));
        }
    }

    static ServiceView of(VirtualService service, long version, long revision) {
        return new ServiceView(
                service.name(),
                service.group(),
                service.address().getHostAddress(),
                service.port(),
                ServiceWords.of(service.protocol()),
                service.scheduler().kernelName(),
                ServiceWords.of(service.forwarding()),
                service.realServers().stream().map(Server::of).toList(),
                service.healthCheck().map(Check::of).orElse(null),
                version,
                revision);
    }
}
