package dev.lvsfleet.lab.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/** The set that is changed: services of one VIP on ports of their own, without checks, in the lab's director group. */
final class BenchServices {

    static final int SERVICES = 100;
    static final int REAL_SERVERS = 10;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FIRST_PORT = 20_000;
    private static final int MOST_WEIGHT = 1_000;

    private final FleetApi api;
    private final String group;
    private final String virtualAddress;
    private final Map<Integer, String> etags = new HashMap<>();
    private final Map<Integer, ObjectNode> bodies = new HashMap<>();

    BenchServices(FleetApi api, String group, String virtualAddress) {
        this.api = api;
        this.group = group;
        this.virtualAddress = virtualAddress;
    }

    /** Creates them all; returns the revision of the last. */
    long create() throws IOException, InterruptedException {
        delete();
        long revision = 0;
        for (int service = 0; service < SERVICES; service++) {
            ObjectNode body = body(service);
            bodies.put(service, body);
            revision = accepted(service, api.post("virtual-services", body.toString()));
        }
        return revision;
    }

    /** Gives one real server of one service another weight; returns the revision of that. */
    long changeOneWeight(RandomGenerator random) throws IOException, InterruptedException {
        int service = random.nextInt(SERVICES);
        ObjectNode body = bodies.get(service);
        ObjectNode realServer = (ObjectNode) body.withArray("realServers").get(random.nextInt(REAL_SERVERS));
        int before = realServer.get("weight").asInt();
        realServer.put("weight", 1 + (before + random.nextInt(1, MOST_WEIGHT)) % MOST_WEIGHT);
        return accepted(service, api.put("virtual-services/" + name(service), etags.get(service), body.toString()));
    }

    /** Removes those that are there. */
    void delete() throws IOException, InterruptedException {
        for (int service = 0; service < SERVICES; service++) {
            api.delete("virtual-services/" + name(service));
        }
    }

    private long accepted(int service, Answer answer) throws IOException {
        if (!answer.isSuccess()) {
            throw new LabException(
                    "The control plane refuses " + name(service) + ": " + answer.status() + " " + answer.body());
        }
        etags.put(service, answer.etag().orElseThrow());
        return JSON.readTree(answer.body()).path("revision").asLong();
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
