package dev.lvsfleet.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;

/**
 * How far the clock of the agent's kernel is ahead of ours, found as NTP does: by the exchange that took least.
 *
 * @param ahead to be taken from the agent's times
 * @param uncertainty half of the fastest exchange
 */
record AgentClock(Duration ahead, Duration uncertainty) {

    private static final int EXCHANGES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Asks the agent at that address for its time, a hundred times. */
    static AgentClock measure(URI agent) throws IOException, InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(agent.resolve("/api/v1/status"))
                .timeout(Duration.ofSeconds(5))
                .build();
        AgentClock best = new AgentClock(Duration.ZERO, Duration.ofDays(1));
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < EXCHANGES; i++) {
                Instant asked = Instant.now();
                String answer = http.send(question, BodyHandlers.ofString()).body();
                Duration half = Duration.between(asked, Instant.now()).dividedBy(2);
                Instant theirs = Instant.parse(JSON.readTree(answer).path("now").asText());
                if (half.compareTo(best.uncertainty()) < 0) {
                    best = new AgentClock(Duration.between(asked.plus(half), theirs), half);
                }
            }
        }
        return best;
    }

    /** A time by the agent's clock, by ours. */
    Instant ours(Instant theirs) {
        return theirs.minus(ahead);
    }
}
