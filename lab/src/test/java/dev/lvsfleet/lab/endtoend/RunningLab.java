package dev.lvsfleet.lab.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.SystemPackages;
import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.life.LabDown;
import dev.lvsfleet.lab.life.LabProcesses;
import dev.lvsfleet.lab.life.LabStatus;
import dev.lvsfleet.lab.life.LabUp;
import dev.lvsfleet.lab.life.Progress;
import dev.lvsfleet.lab.manifest.FleetApi;
import dev.lvsfleet.lab.manifest.FleetApi.Answer;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** A lab of the tests' own, beside any that a person has up, and what a test does to it. */
final class RunningLab {

    static final String VIP = "192.168.148.161";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;

    private RunningLab(Lab lab) {
        this.lab = lab;
    }

    /** Takes down what a killed run has left, then brings the lab up anew. */
    static RunningLab up() throws IOException, InterruptedException {
        SystemPackages.ensure();
        Lab lab = Lab.named(new LabName("e2e"));
        new LabDown(lab).run();
        new LabUp(lab, Checkout.find(), new Progress(System.out)).run();
        return new RunningLab(lab);
    }

    Lab lab() {
        return lab;
    }

    LabProcesses processes() {
        return new LabProcesses(lab);
    }

    /** Whether anything of it is there. */
    boolean isUp() throws IOException {
        return !lab.namespaces().existing().isEmpty();
    }

    /** Does something, such as opening a socket, in the network of a node that is a namespace. */
    <T> T inside(String node, Callable<T> work) throws IOException, InterruptedException {
        return lab.namespaces().inside(node, work);
    }

    Output exec(String node, String... command) throws IOException, InterruptedException {
        return lab.shell(node).capture(LIMIT, command);
    }

    String ipvs(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("ipvsadm"));
        command.addAll(List.of(options));
        return exec("director-1", command.toArray(String[]::new)).orThrow("ipvsadm");
    }

    /** The pages of that many requests, one after the other; a failed one is an empty page. */
    List<String> pages(int requests) throws IOException, InterruptedException {
        String loop =
                "for i in $(seq " + requests + "); do curl -s -m 5 -w '\\n' http://" + VIP + "/ || echo failed; done";
        return exec("client", "sh", "-c", loop)
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    FleetApi api() throws IOException {
        return new FleetApi(
                lab.doors().url(Topology.CONTROL_PLANE).orElseThrow(),
                new LabStatus(lab).token().orElseThrow());
    }

    /** Gives the two nginx these weights, through the API, as an operator would. */
    Answer weights(int first, int second) throws IOException, InterruptedException {
        try (FleetApi api = api()) {
            Answer current = api.get("virtual-services/web");
            JsonNode view = JSON.readTree(current.body());
            ObjectNode body = (ObjectNode) JSON.readTree(WEB);
            ((ObjectNode) body.get("realServers").get(0)).put("weight", first);
            ((ObjectNode) body.get("realServers").get(1)).put("weight", second);
            return api.put(
                    "virtual-services/" + view.get("name").asText(),
                    current.etag().orElseThrow(),
                    body.toString());
        }
    }

    /** The guide's service, as the manifest has it. */
    static final String WEB = """
            {"name": "web", "group": "edge", "address": "192.168.148.161", "port": 80, "protocol": "tcp",
             "scheduler": "wrr", "forwarding": "dr",
             "realServers": [{"address": "192.168.148.132", "port": 80, "weight": 1},
                             {"address": "192.168.148.133", "port": 80, "weight": 1}],
             "healthCheck": {"type": "http", "path": "/health_check", "statusCode": 200, "interval": "6s",
                             "connectTimeout": "3s", "retry": 3, "delayBeforeRetry": "2s"}}
            """;

    public void close() throws IOException, InterruptedException {
        new LabDown(lab).run();
    }
}
