package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A lab of the tests' own, beside any that a person has up, and what a test does to it. */
final class RunningLab {

    static final String VIP = "192.168.148.161";

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Lab lab;

    private RunningLab(Lab lab) {
        this.lab = lab;
    }

    /** Direct routing with one director, which always serves. */
    static RunningLab up() throws IOException, InterruptedException {
        return up(Chapter.SINGLE);
    }

    /** Takes down what a killed run has left, then brings the lab up anew. */
    static RunningLab up(Chapter chapter) throws IOException, InterruptedException {
        SystemPackages.ensure(Topology.of(chapter));
        LabName name = new LabName("e2e");
        new LabDown(Lab.named(name)).run();
        Lab lab = Lab.named(name, Optional.of(chapter));
        new LabUp(lab, Checkout.find(), new Progress(System.out)).run();
        return new RunningLab(lab);
    }

    Lab lab() {
        return lab;
    }

    /** The virtual address of its chapter. */
    String vip() {
        return lab.topology().virtualAddress().getHostAddress();
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
                "for i in $(seq " + requests + "); do curl -s -m 5 -w '\\n' http://" + vip() + "/ || echo failed; done";
        return exec("client", "sh", "-c", loop)
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** What one request for a page of the virtual address brings. */
    String page(String path) throws IOException, InterruptedException {
        return exec("client", "curl", "-s", "-m", "5", "http://" + vip() + path)
                .out()
                .strip();
    }

    /** Something a test does. */
    @FunctionalInterface
    interface Action {
        void perform() throws IOException, InterruptedException;
    }

    /**
     * What tcpdump tells, line by line, of the first packets it sees in a namespace while something is done again and
     * again; of fewer when they do not come within half a minute.
     *
     * @param filter in the language of pcap-filter(7)
     */
    List<String> captured(String namespace, int packets, String filter, Action again)
            throws IOException, InterruptedException, ExecutionException {
        String[] command = {"timeout", "30", "tcpdump", "-l", "-n", "-i", "any", "-c", Integer.toString(packets), filter
        };
        try (ExecutorService beside = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Output> capture =
                    beside.submit(() -> lab.namespaces().shell(namespace).capture(LIMIT, command));
            while (!capture.isDone()) {
                again.perform();
            }
            return capture.get().out().lines().toList();
        }
    }

    /** Asked on the wire: the question reaches these real servers, and all answers are the director's. */
    void onlyTheDirectorAnswersWhoHasTheVirtualAddress(String... realServers) throws Exception {
        String ask = "ip neigh flush to " + vip() + "; curl -s -m 2 http://" + vip() + "/";
        List<String> seen =
                captured(LabNetwork.SWITCH, 40, "arp and host " + vip(), () -> exec("client", "sh", "-c", ask));
        for (String realServer : realServers) {
            assertThat(seen).anyMatch(line -> line.contains(realServer) && line.contains("who-has " + vip()));
        }
        String director =
                exec("director-1", "cat", "/sys/class/net/eth0/address").out().strip();
        assertThat(seen.stream().filter(line -> line.contains("is-at")))
                .isNotEmpty()
                .allMatch(line -> line.contains("is-at " + director));
    }

    /** What the control plane knows of a real server's preparation. */
    JsonNode readiness(String realServer) throws IOException, InterruptedException {
        try (FleetApi api = api()) {
            return JSON.readTree(api.get("real-servers/" + realServer).body())
                    .path("readiness")
                    .path(0);
        }
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
