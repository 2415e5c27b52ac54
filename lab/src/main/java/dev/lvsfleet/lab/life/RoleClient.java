package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.life.LabStatus.RoleReport;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a director for its roles: the agent what it takes itself for, the kernel what it holds. */
final class RoleClient {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private RoleClient() {}

    /** What the agent behind this door says; empty when it says nothing. */
    static Optional<List<RoleReport>> roles(URI agent) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(agent.resolve("/q/metrics"))
                .timeout(LIMIT)
                .build();
        try (HttpClient http = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(RoleRules.roles(answer.body())) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // an agent that is stopped, hangs or only starts
        }
    }

    /** What the kernel behind this shell holds beside the node's own addresses; empty when the node does not answer. */
    static Optional<List<String>> held(NodeShell node, Set<String> own) throws InterruptedException {
        try {
            Output shown = node.capture(LIMIT, "ip", "-o", "addr", "show");
            return shown.exitCode() == 0 ? Optional.of(RoleRules.held(shown.out(), own)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
