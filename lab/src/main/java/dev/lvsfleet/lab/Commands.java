package dev.lvsfleet.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.SystemPackages;
import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.life.LabDown;
import dev.lvsfleet.lab.life.LabProcesses;
import dev.lvsfleet.lab.life.LabStatus;
import dev.lvsfleet.lab.life.LabStatus.ProcessReport;
import dev.lvsfleet.lab.life.LabStatus.Report;
import dev.lvsfleet.lab.life.LabUp;
import dev.lvsfleet.lab.life.Progress;
import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Does what a command says and prints what a person wants to know of it. */
final class Commands {

    private final LabName name;
    private final PrintStream out;

    Commands(LabName name, PrintStream out) {
        this.name = name;
        this.out = out;
    }

    int perform(Command command) throws IOException, InterruptedException {
        if (!"root".equals(System.getProperty("user.name"))) {
            throw new LabException("The lab makes network namespaces, which takes root: run it with sudo");
        }
        Lab lab = Lab.named(name);
        switch (command) {
            case Command.Up(boolean fresh, Optional<Chapter> chapter) -> up(fresh, chapter);
            case Command.Status(boolean json) -> out.println(json ? json(lab) : text(lab));
            case Command.Exec(String node, List<String> words) -> {
                lab.requireUp();
                return lab.shell(lab.topology().node(node).name()).run(words, new Input.Inherited(), out, System.err);
            }
            case Command.Stop(String node, String process) ->
                tell(node, process, new LabProcesses(lab).stop(node, process) ? "stopped" : "was not running");
            case Command.Start(String node, String process) ->
                tell(node, process, start(lab, node, process) ? "started" : "was running");
            case Command.Kill(String node, String process) ->
                tell(node, process, new LabProcesses(lab).kill(node, process) ? "killed" : "was not running");
            case Command.Logs(String node, Optional<String> process) -> logs(lab, node, process);
            case Command.Down() -> down(lab);
        }
        return 0;
    }

    private void tell(String node, String process, String outcome) {
        out.println(node + ": " + process + " " + outcome);
    }

    private boolean start(Lab lab, String node, String process) throws IOException, InterruptedException {
        try (Waiting _ = new Waiting(node + ": " + process + " is not ready yet", out)) {
            return new LabProcesses(lab).start(node, process);
        }
    }

    private void down(Lab lab) throws IOException, InterruptedException {
        new LabDown(lab).run();
        out.println("lab " + name.value() + " is down");
        lab.home()
                .keptLogs()
                .ifPresent(logs -> out.println(
                        "the logs of an up that failed are in " + logs + "; the next up that succeeds removes them"));
    }

    private void up(boolean fresh, Optional<Chapter> chapter) throws IOException, InterruptedException {
        SystemPackages.ensure(chapter.map(Topology::of).orElse(Lab.topologyOf(name)));
        if (fresh) {
            new LabDown(Lab.named(name)).run();
        }
        Lab lab = Lab.named(name, chapter);
        new LabUp(lab, Checkout.find(), new Progress(out)).run();
        out.println();
        out.println(text(lab));
        out.println(tryNext(lab));
    }

    private static String tryNext(Lab lab) {
        String vip = lab.topology().virtualAddress().getHostAddress();
        return """

                Try next:
                  ./fleet lab exec client -- curl -s http://%1$s/
                  ./fleet lab exec client -- curl -s http://%1$s/client     # whose request nginx believes it to be
                  ./fleet lab exec director-1 -- ipvsadm -Ln
                  curl -H "Authorization: Bearer $TOKEN" $API/virtual-services/web     # after the export above
                  ./fleet lab stop nginx-1 nginx     # see the table lose it; undo: ./fleet lab start nginx-1 nginx
                  ./fleet lab down""".formatted(vip);
    }

    private static String json(Lab lab) throws IOException, InterruptedException {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(new LabStatus(lab).report());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report cannot be written as JSON", e);
        }
    }

    private String text(Lab lab) throws IOException, InterruptedException {
        Report report = new LabStatus(lab).report();
        if (report.state().equals("down")) {
            return "lab \"" + report.lab() + "\" is down; " + name.upCommand() + " starts it";
        }
        String nodes = report.nodes().stream()
                .map(node -> "  %-11s %-16s %s"
                        .formatted(
                                node.name(),
                                String.join(" ", node.addresses()),
                                node.processes().stream().map(Commands::text).collect(Collectors.joining(", "))))
                .collect(Collectors.joining("\n"));
        String urls = report.urls().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(url -> "  %-15s %s".formatted(url.getKey(), url.getValue()))
                .collect(Collectors.joining("\n"));
        return """
                lab "%s" is %s with the topology %s; %s serves the virtual address %s
                %s
                %s
                %s""".formatted(
                report.lab(),
                report.state(),
                report.topology(),
                report.kernel().equals("guest") ? "IPVS of a User-Mode Linux guest" : "IPVS of this machine's kernel",
                report.virtualAddress(),
                nodes,
                urls,
                report.export().map(line -> "\n" + line).orElse("")).stripTrailing();
    }

    private static String text(ProcessReport process) {
        return process.name() + (process.running() ? "" : " (stopped)");
    }

    private void logs(Lab lab, String node, Optional<String> process) throws IOException {
        if (process.isPresent() && !process.get().equals("kernel")) {
            lab.topology().process(node, process.get());
        }
        lab.requireUp();
        Path directory = lab.home().logs().resolve(lab.topology().node(node).name());
        if (!Files.isDirectory(directory)) {
            System.err.println("fleet: " + node + " has no logs; on it there is "
                    + lab.topology().node(node).processText());
            return;
        }
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                String of = file.getFileName().toString().replace(".log", "");
                if (process.isEmpty()) {
                    out.println("==> " + of + " <==");
                }
                if (process.isEmpty() || process.get().equals(of)) {
                    Files.copy(file, out);
                }
            }
        }
    }
}
