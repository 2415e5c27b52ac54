package dev.lvsfleet.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.lvsfleet.lab.host.Checkout;
import dev.lvsfleet.lab.host.SystemPackages;
import dev.lvsfleet.lab.life.Lab;
import dev.lvsfleet.lab.life.LabDown;
import dev.lvsfleet.lab.life.LabProcesses;
import dev.lvsfleet.lab.life.LabStatus;
import dev.lvsfleet.lab.life.LabStatus.Report;
import dev.lvsfleet.lab.life.LabUp;
import dev.lvsfleet.lab.life.Progress;
import dev.lvsfleet.lab.life.StatusText;
import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.topology.Chapter;
import dev.lvsfleet.lab.topology.LabName;
import dev.lvsfleet.lab.topology.Node.Role;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Does what a command says and prints what a person wants to know of it. */
final class Commands {

    private static final String TRY_FAILOVER = """
              ./fleet lab kill director-1 agent     # of the Active after `up`: within 4 s director-2 has the address
              ./fleet lab status                    # who is Active, and whose kernel holds the address
              ./fleet lab start director-1 agent    # comes back as Backup; the role stays where it is
            """;

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
            case Command.Status(boolean json) -> {
                Report report = new LabStatus(lab).report();
                out.println(json ? json(report) : text(report));
                return report.exitCode();
            }
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
        out.println(text(new LabStatus(lab).report()));
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
                %2$s  ./fleet lab down""".formatted(vip, lab.topology().having(Role.DIRECTOR).count() > 1 ? TRY_FAILOVER : "");
    }

    private static String json(Report report) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A report cannot be written as JSON", e);
        }
    }

    private String text(Report report) {
        return report.state().equals("down")
                ? "lab \"" + report.lab() + "\" is down; " + name.upCommand() + " starts it"
                : StatusText.of(report);
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
