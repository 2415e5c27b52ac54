package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.ProcessId;
import dev.lvsfleet.lab.topology.Topology;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Decides what is still to do until a lab stands. Pure. */
public final class LabPlanner {

    private static final String MANIFEST = "manifest";
    private static final String FIRST_DIRECTOR = "first director";

    private LabPlanner() {}

    /**
     * What is there already.
     *
     * @param network the lab has stood before and all its namespaces exist
     * @param guests the nodes whose guest runs
     * @param gateway the gateway runs
     * @param running the processes that run
     */
    public record Observed(boolean network, Set<String> guests, boolean gateway, Set<ProcessId> running) {
        public Observed {
            guests = Set.copyOf(guests);
            running = Set.copyOf(running);
        }
    }

    /**
     * The steps that are missing, each behind those it comes after.
     *
     * @param guests the nodes that need a kernel of their own
     */
    public static List<Step> plan(Topology topology, Set<String> guests, Observed observed) {
        List<Step> steps = new ArrayList<>();
        if (!observed.network()) {
            steps.add(new Step.CreateNetwork());
        }
        topology.nodes().stream()
                .map(Node::name)
                .filter(node -> guests.contains(node) && !observed.guests().contains(node))
                .forEach(node -> steps.add(new Step.BootGuest(node)));
        if (!observed.gateway()) {
            steps.add(new Step.OpenGateway());
        }
        Map<String, Step> starts = new HashMap<>();
        for (ProcessId id : inStartOrder(topology)) {
            if (!observed.running().contains(id)) {
                Set<Step> before = before(guests, id, starts);
                if (isLaterDirector(topology, id)) {
                    Optional.ofNullable(starts.get(FIRST_DIRECTOR)).ifPresent(before::add);
                }
                Step start = new Step.StartProcess(id, before);
                starts.put(id.process(), start);
                starts.putIfAbsent(isDirector(topology, id) ? FIRST_DIRECTOR : id.process(), start);
                steps.add(start);
            }
            if (id.process().equals(Topology.CONTROL_PLANE) && !observed.network()) {
                Step manifest = manifest(starts);
                starts.put(MANIFEST, manifest);
                steps.add(manifest);
            }
        }
        if (!observed.network()) {
            steps.add(new Step.AwaitTraffic(Set.copyOf(steps)));
        }
        return List.copyOf(steps);
    }

    private static boolean isDirector(Topology topology, ProcessId id) {
        return topology.node(id.node()).role() == Role.DIRECTOR;
    }

    /** The first one shall hold the addresses of a new lab, as in the guide, and nobody preempts there. */
    private static boolean isLaterDirector(Topology topology, ProcessId id) {
        return isDirector(topology, id) && !topology.first(Role.DIRECTOR).name().equals(id.node());
    }

    /** Only a new lab gets its desired state from the file; in one that stands it is the operator's. */
    private static Step manifest(Map<String, Step> starts) {
        Set<Step> after = new HashSet<>(Set.of(new Step.OpenGateway()));
        needs(MANIFEST).stream().map(starts::get).filter(Objects::nonNull).forEach(after::add);
        return new Step.ApplyManifest(after);
    }

    private static Set<Step> before(Set<String> guests, ProcessId id, Map<String, Step> starts) {
        Set<Step> before = new HashSet<>(Set.of(new Step.CreateNetwork()));
        if (guests.contains(id.node())) {
            before.add(new Step.BootGuest(id.node()));
        }
        needs(id.process()).stream().map(starts::get).filter(Objects::nonNull).forEach(before::add);
        return before;
    }

    /** What must be ready before a process of that name can become ready. */
    private static Set<String> needs(String process) {
        return switch (process) {
            case Topology.CONTROL_PLANE -> Set.of(Topology.POSTGRES, Topology.KAFKA);
            case MANIFEST -> Set.of(Topology.CONTROL_PLANE);
            // With the first site come the topics that these two read.
            case Topology.AGENT, Topology.HEALTH_SERVICE -> Set.of(Topology.CONTROL_PLANE, MANIFEST);
            default -> Set.of();
        };
    }

    private static List<ProcessId> inStartOrder(Topology topology) {
        List<String> order = List.of(
                Topology.POSTGRES,
                Topology.KAFKA,
                Topology.CONTROL_PLANE,
                Topology.AGENT,
                Topology.HEALTH_SERVICE,
                Topology.NGINX,
                Topology.TOMCAT);
        return topology.processes().stream()
                .sorted(Comparator.comparingInt(id -> order.indexOf(id.process())))
                .toList();
    }
}
