package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.server.Applications;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Says how a lab stands, by looking at it. */
public final class LabStatus {

    private final Lab lab;

    public LabStatus(Lab lab) {
        this.lab = lab;
    }

    /**
     * How a lab stands.
     *
     * @param state {@code up} when every process runs, {@code partial} when some do, {@code down} when nothing is there
     * @param topology {@code dr}, {@code nat} or {@code tun}
     * @param kernel {@code host} or {@code guest}: whose kernel forwards
     * @param urls on the host's loopback address, by what they lead to
     * @param token the control plane's first bearer token; null until it has started
     */
    public record Report(
            String lab,
            String state,
            String topology,
            String kernel,
            String virtualAddress,
            List<NodeReport> nodes,
            Map<String, URI> urls,
            @Nullable String token) {
        public Report {
            nodes = List.copyOf(nodes);
            urls = Map.copyOf(urls);
        }

        /** A line for a shell that gives it the variables API and TOKEN; none while there is nobody to ask. */
        public Optional<String> export() {
            URI api = urls.get(Topology.CONTROL_PLANE);
            return api == null || token == null
                    ? Optional.empty()
                    : Optional.of("export API=" + api + "/api/v1 TOKEN=" + token);
        }
    }

    /**
     * One node and what of its processes runs.
     *
     * @param address its IPv4 address on its first network
     * @param addresses those on all of them
     */
    public record NodeReport(String name, String address, List<String> addresses, List<ProcessReport> processes) {
        public NodeReport {
            addresses = List.copyOf(addresses);
            processes = List.copyOf(processes);
        }
    }

    /** One process. */
    public record ProcessReport(String name, boolean running) {}

    public Report report() throws IOException, InterruptedException {
        boolean exists = !lab.namespaces().existing().isEmpty();
        Set<ProcessId> running = exists ? running() : Set.of();
        List<NodeReport> nodes = new ArrayList<>();
        for (Node node : lab.topology().nodes()) {
            List<ProcessReport> processes = node.processes().stream()
                    .map(name -> new ProcessReport(name, running.contains(new ProcessId(node.name(), name))))
                    .toList();
            List<String> addresses = node.attachments().stream()
                    .map(attachment -> attachment.address().getHostAddress())
                    .toList();
            nodes.add(new NodeReport(node.name(), addresses.getFirst(), addresses, processes));
        }
        boolean complete = running.containsAll(lab.topology().processes());
        return new Report(
                lab.home().name().value(),
                complete ? "up" : exists ? "partial" : "down",
                lab.topology().chapter().word(),
                lab.directorIsGuest() ? "guest" : "host",
                lab.topology().virtualAddress().getHostAddress(),
                nodes,
                exists ? lab.doors().urls() : Map.of(),
                exists ? token().orElse(null) : null);
    }

    /** The bearer token the control plane made at its first start, if it has started. */
    public Optional<String> token() throws IOException {
        Path file = Applications.controlPlaneData(lab.home(), lab.topology().only(Role.CONTROL))
                .resolve("admin.token");
        return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
    }

    Set<ProcessId> running() throws IOException, InterruptedException {
        Set<ProcessId> running = new HashSet<>();
        for (ProcessId id : lab.topology().processes()) {
            if (isRunning(id)) {
                running.add(id);
            }
        }
        return running;
    }

    private boolean isRunning(ProcessId id) throws InterruptedException {
        try {
            return lab.processes().running(id, lab.place(id)).isPresent();
        } catch (IOException e) {
            return false; // its node does not answer, so nothing runs there
        }
    }
}
