package dev.lvsfleet.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The set that is changed: services of one VIP on ports of their own, without checks, in the lab's director group. */
final class BenchServices {

    static final int SERVICES = 100;
    static final int REAL_SERVERS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String COLLECTION = "virtual-services";
    private static final int FIRST_PORT = 20_000;
    private static final int MOST_WEIGHT = 1_000;

    private final FleetApi api;
    private final String group;
    private final String virtualAddress;
    private final List<Stored> stored = new ArrayList<>();

    BenchServices(FleetApi api, String group, String virtualAddress) {
        this.api = api;
        this.group = group;
        this.virtualAddress = virtualAddress;
    }

    /** A service as the control plane has it. */
    private record Stored(ObjectNode body, String etag, long revision) {}

    /** Creates them all; returns the revision of the last. */
    long create() throws IOException, InterruptedException {
        delete();
        for (int service = 0; service < SERVICES; service++) {
            ObjectNode body = body(service);
            stored.add(accepted(body, api.post(COLLECTION, body.toString())));
        }
        return stored.getLast().revision();
    }

    /** Gives one real server of one service another weight; returns the revision of that. */
    long changeOneWeight(RandomGenerator random) throws IOException, InterruptedException {
        int service = random.nextInt(SERVICES);
        Stored before = stored.get(service);
        ObjectNode body = before.body();
        ObjectNode realServer = (ObjectNode) body.withArray("realServers").get(random.nextInt(REAL_SERVERS));
        int weight = realServer.get("weight").asInt();
        realServer.put("weight", 1 + (weight + random.nextInt(1, MOST_WEIGHT)) % MOST_WEIGHT);
        Answer answer = api.put(COLLECTION + "/" + name(service), before.etag(), body.toString());
        Stored after = accepted(body, answer);
        stored.set(service, after);
        return after.revision();
    }

    /** Removes those that are there. */
    void delete() throws IOException, InterruptedException {
        for (int service = 0; service < SERVICES; service++) {
            api.delete(COLLECTION + "/" + name(service));
        }
    }

    private static Stored accepted(ObjectNode body, Answer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new LabException(
                    "The control plane refuses " + body.get("name") + ": " + answer.status() + " " + answer.body());
        }
        long revision = JSON.readTree(answer.body()).path("revision").asLong();
        return new Stored(body, answer.etag().orElseThrow(), revision);
    }

    private ObjectNode body(int service) {
        ObjectNode body = JSON.createObjectNode()
                .put("name", name(service))
                .put("group", group)
                .put("address", virtualAddress)
                .put("port", FIRST_PORT + service)
                .put("protocol", "tcp")
                .put("scheduler", "wrr")
                .put("forwarding", "dr");
        var realServers = body.putArray("realServers");
        for (int i = 0; i < REAL_SERVERS; i++) {
            realServers
                    .addObject()
                    .put("address", "192.168.148." + (200 + i))
                    .put("port", FIRST_PORT + service)
                    .put("weight", 1);
        }
        return body;
    }

    private static String name(int service) {
        return "bench-" + service;
    }
}
