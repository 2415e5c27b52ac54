package dev.lvsfleet.lab.manifest;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** The control plane's REST API, as far as the lab is its user. Thread-safe. */
public final class FleetApi implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final URI base;
    private final String token;
    private final HttpClient http;

    /**
     * A client of one control plane.
     *
     * @param base scheme, host and port
     * @param token the bearer token of every request
     */
    public FleetApi(URI base, String token) {
        this.base = base;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build();
    }

    /** An answer: its status, its body, and the ETag if it carries one. */
    public record Answer(int status, String body, Optional<String> etag) {

        public boolean isSuccess() {
            return status >= 200 && status < 300;
        }
    }

    /** Reads, for example {@code directors/director-1}. */
    public Answer get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    public Answer post(String path, String body) throws IOException, InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(body)));
    }

    public Answer put(String path, String etag, String body) throws IOException, InterruptedException {
        return send(request(path).header("If-Match", etag).PUT(BodyPublishers.ofString(body)));
    }

    public Answer delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve("/api/v1/" + path))
                .timeout(LIMIT)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        return new Answer(
                response.statusCode(), response.body(), response.headers().firstValue("ETag"));
    }
}
