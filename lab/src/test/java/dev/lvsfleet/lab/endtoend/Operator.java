package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Somebody who creates, edits and deletes services through the API, and waits until the director has obeyed. */
final class Operator implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration OBEYED = Duration.ofSeconds(30);

    private final FleetApi api;

    Operator(RunningLab lab) throws IOException {
        this.api = lab.api();
    }

    /** Creates a service and waits until it is in the kernel and its real servers, where the fleet has them, are prepared. */
    void create(String service) throws IOException, InterruptedException {
        Answer answer = api.post("virtual-services", service);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        awaitApplied(revision(answer));
        String name = JSON.readTree(service).path("name").asText();
        await().atMost(OBEYED)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> !preparation(name).contains("false"));
    }

    /** Creates a virtual router; its directors are told soon. */
    void createRouter(String router) throws IOException, InterruptedException {
        Answer answer = api.post("virtual-routers", router);
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    /** Deletes a virtual router; harmless when there is none. */
    void deleteRouter(String name) throws IOException, InterruptedException {
        api.delete("virtual-routers/" + name);
    }

    /** Changes a service as it is and waits until the kernel has the change. */
    void edit(String name, Consumer<ObjectNode> change) throws IOException, InterruptedException {
        awaitApplied(put(name, change));
    }

    /** Changes a service as it is. Returns the revision that has the change. */
    long put(String name, Consumer<ObjectNode> change) throws IOException, InterruptedException {
        return change("virtual-services/" + name, change);
    }

    /** Changes what is at a path as it is. Returns the revision that has the change. */
    long change(String path, Consumer<ObjectNode> change) throws IOException, InterruptedException {
        Answer current = api.get(path);
        ObjectNode service = (ObjectNode) JSON.readTree(current.body());
        change.accept(service);
        Answer answer = api.put(path, current.etag().orElseThrow(), service.toString());
        assertThat(answer.status()).as("%s after %s", answer.body(), service).isEqualTo(200);
        return revision(answer);
    }

    /** Deletes a service and waits until the kernel is without it; harmless when there is none. */
    void delete(String name) throws IOException, InterruptedException {
        Answer answer = api.delete("virtual-services/" + name);
        if (answer.isSuccess()) {
            awaitApplied(revision(answer));
        }
    }

    void awaitApplied(long revision) {
        await().atMost(OBEYED).pollInterval(Duration.ofMillis(50)).untilAsserted(() -> {
            JsonNode director = JSON.readTree(api.get("directors/director-1").body());
            assertThat(director.path("appliedRevision").asLong())
                    .as("applied; last report: %s", director.path("lastReport"))
                    .isGreaterThanOrEqualTo(revision);
        });
    }

    /** Has the Active of the group give its role away, as soon as the control plane knows of somebody who would take it. */
    void switchOver(String group) {
        switchOver(group, "{}");
    }

    /** The same of one virtual router alone. */
    void switchOverOf(String group, String router) {
        switchOver(group, "{\"virtualRouter\": \"" + router + "\"}");
    }

    private void switchOver(String group, String body) {
        await().atMost(OBEYED)
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> assertThat(api.post("director-groups/" + group + "/switchover", body))
                        .satisfies(answer ->
                                assertThat(answer.status()).as(answer.body()).isEqualTo(202)));
    }

    /** What the newest events of that kind say, newest first. */
    List<String> events(String kind) throws IOException, InterruptedException {
        return JSON.readTree(api.get("events?limit=100&kind=" + kind).body())
                .path("items")
                .valueStream()
                .map(event -> event.path("subject").asText() + " "
                        + event.path("message").asText())
                .toList();
    }

    /** Who says that it is Active in a virtual router of the group. */
    List<String> active(String group, String router) throws IOException, InterruptedException {
        return JSON.readTree(api.get("director-groups/" + group).body())
                .path("virtualRouters")
                .valueStream()
                .filter(it -> it.path("name").asText().equals(router))
                .flatMap(it -> it.path("active").valueStream().map(JsonNode::asText))
                .toList();
    }

    @Override
    public void close() {
        api.close();
    }

    private List<String> preparation(String name) throws IOException, InterruptedException {
        return JSON.readTree(api.get("virtual-services/" + name).body())
                .path("preparation")
                .valueStream()
                .map(host -> host.path("prepared").asText())
                .toList();
    }

    private static long revision(Answer answer) throws IOException {
        return JSON.readTree(answer.body()).path("revision").asLong();
    }
}
