package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.life.LabStatus.NodeReport;
import dev.lvsfleet.lab.life.LabStatus.ProcessReport;
import dev.lvsfleet.lab.life.LabStatus.Report;
import dev.lvsfleet.lab.life.LabStatus.RoleReport;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Says how a lab that is not down stands, for people. Pure. */
public final class StatusText {

    private StatusText() {}

    /** Several lines; the last one of a lab whose control plane has a token is for a shell. */
    public static String of(Report report) {
        String urls = report.urls().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(url -> "  %-15s %s".formatted(url.getKey(), url.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                lab "%s" is %s with the topology %s; %s serves the virtual address %s
                %s
                %s
                %s
                %s""".formatted(
                report.lab(),
                report.state().equals("partial") ? "partly up" : report.state(),
                report.topology(),
                report.kernel().equals("guest") ? "IPVS of a User-Mode Linux guest" : "IPVS of this machine's kernel",
                report.virtualAddress(),
                holders(report),
                report.nodes().stream().map(StatusText::node).collect(Collectors.joining("\n")),
                urls,
                report.export().map(line -> "\n" + line).orElse("")).stripTrailing();
    }

    /** A line for each virtual address, the lab's own first. */
    private static String holders(Report report) {
        return report.holders().entrySet().stream()
                .map(it -> "  %s is held by %s"
                        .formatted(
                                it.getKey(),
                                it.getValue().isEmpty() ? "no director" : String.join(" and ", it.getValue())))
                .collect(Collectors.joining("\n"));
    }

    private static String node(NodeReport node) {
        String line = "  %-11s %-16s %s"
                .formatted(
                        node.name(),
                        String.join(" ", node.addresses()),
                        node.processes().stream().map(StatusText::process).collect(Collectors.joining(", ")));
        List<RoleReport> roles = node.roles();
        return roles.isEmpty()
                ? line
                : line + "; "
                        + roles.stream()
                                .map(it -> it.role() + " in " + it.virtualRouter())
                                .collect(Collectors.joining(", "));
    }

    private static String process(ProcessReport process) {
        return process.name() + (process.running() ? "" : " (stopped)");
    }
}
