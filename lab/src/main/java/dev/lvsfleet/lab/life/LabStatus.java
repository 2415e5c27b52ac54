package dev.lvsfleet.lab.life;

import com.fasterxml.jackson.annotation.JsonIgnore;
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
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says how a lab stands, by looking at it. */
public final class LabStatus {

    private static final int PARTLY_UP = 3;

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
     * @param holders which directors' kernels have each virtual address, the lab's own first, though nobody has it
     * @param urls on the host's loopback address, by what they lead to
     * @param token the control plane's first bearer token; null until it has started
     */
    public record Report(
            String lab,
            String state,
            String topology,
            String kernel,
            String virtualAddress,
            Map<String, List<String>> holders,
            List<NodeReport> nodes,
            Map<String, URI> urls,
            @Nullable String token) {
        public Report {
            holders = Collections.unmodifiableMap(new LinkedHashMap<>(holders));
            nodes = List.copyOf(nodes);
            urls = Map.copyOf(urls);
        }

        /** For scripts: 0, and 3 while the lab is only partly up. */
        @JsonIgnore
        public int exitCode() {
            return state.equals("partial") ? PARTLY_UP : 0;
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
     * @param roles of a director, by its agent's word; none while that says nothing, or has no virtual router
     */
    public record NodeReport(
            String name,
            String address,
            List<String> addresses,
            List<ProcessReport> processes,
            List<RoleReport> roles) {
        public NodeReport {
            addresses = List.copyOf(addresses);
            processes = List.copyOf(processes);
            roles = List.copyOf(roles);
        }
    }

    /**
     * What a director is in a virtual router.
     *
     * @param role {@code Active}, {@code Backup} or {@code Initialize}
     */
    public record RoleReport(String virtualRouter, String role) {}

    /** One process. */
    public record ProcessReport(String name, boolean running) {}

    public Report report() throws IOException, InterruptedException {
        boolean exists = !lab.namespaces().existing().isEmpty();
        Set<ProcessId> running = exists ? running() : Set.of();
        Map<String, URI> urls = exists ? lab.doors().urls() : Map.of();
        List<NodeReport> nodes = new ArrayList<>();
        for (Node node : lab.topology().nodes()) {
            List<ProcessReport> processes = node.processes().stream()
                    .map(name -> new ProcessReport(name, running.contains(new ProcessId(node.name(), name))))
                    .toList();
            List<String> addresses = node.attachments().stream()
                    .map(attachment -> attachment.address().getHostAddress())
                    .toList();
            nodes.add(new NodeReport(
                    node.name(), addresses.getFirst(), addresses, processes, roles(node, running, urls)));
        }
        boolean complete = running.containsAll(lab.topology().processes());
        return new Report(
                lab.home().name().value(),
                complete ? "up" : exists ? "partial" : "down",
                lab.topology().chapter().word(),
                lab.directorIsGuest() ? "guest" : "host",
                lab.topology().virtualAddress().getHostAddress(),
                exists ? holders() : Map.of(),
                nodes,
                urls,
                exists ? token().orElse(null) : null);
    }

    private static List<RoleReport> roles(Node node, Set<ProcessId> running, Map<String, URI> urls)
            throws InterruptedException {
        URI agent = urls.get(node.name());
        boolean answers = running.contains(new ProcessId(node.name(), Topology.AGENT));
        return node.role() == Role.DIRECTOR && agent != null && answers
                ? RoleClient.roles(agent).orElse(List.of())
                : List.of();
    }

    private Map<String, List<String>> holders() throws InterruptedException {
        Map<String, List<String>> holders = new LinkedHashMap<>();
        holders.put(lab.topology().virtualAddress().getHostAddress(), new ArrayList<>());
        for (Node node : lab.topology().having(Role.DIRECTOR).toList()) {
            Set<String> own = node.attachments().stream()
                    .map(attachment -> attachment.address().getHostAddress())
                    .collect(Collectors.toSet());
            RoleClient.held(lab.shell(node.name()), own)
                    .orElse(List.of())
                    .forEach(it ->
                            holders.computeIfAbsent(it, _ -> new ArrayList<>()).add(node.name()));
        }
        return holders;
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
