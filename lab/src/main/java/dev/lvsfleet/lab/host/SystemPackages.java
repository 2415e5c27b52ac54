package dev.lvsfleet.lab.host;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.topology.KernelFeature;
import dev.lvsfleet.lab.topology.Node;
import dev.lvsfleet.lab.topology.Topology;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The distribution's packages that hold the programs a lab runs. */
public final class SystemPackages {

    /** A program and the packages that bring it; Fedora's names are openEuler's, too. */
    private record Program(String name, String debian, String fedora) {}

    private static final List<Program> PROGRAMS = List.of(
            new Program("ip", "iproute2", "iproute"),
            new Program("modprobe", "kmod", "kmod"),
            new Program("setpriv", "util-linux", "util-linux"),
            new Program("nginx", "nginx-light", "nginx"),
            new Program("ipvsadm", "ipvsadm", "ipvsadm"),
            new Program("nft", "nftables", "nftables"),
            new Program("curl", "curl", "curl"),
            new Program("tcpdump", "tcpdump", "tcpdump"),
            new Program("wrk", "wrk", "wrk"));

    private static final Program GUEST_KERNEL = new Program("linux.uml", "user-mode-linux", "");

    private static final List<Path> DIRECTORIES = Stream.of(
                    "/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin")
            .map(Path::of)
            .toList();

    private SystemPackages() {}

    /**
     * Installs what a lab of these nodes needs and this machine lacks.
     *
     * @throws LabException when it cannot; the message has the command, to be typed or that failed, and then its log
     */
    public static void ensure(Topology topology) throws IOException, InterruptedException {
        install(PROGRAMS.stream().filter(SystemPackages::isMissing).toList());
        if (isMissing(GUEST_KERNEL) && isDebian() && needsGuest(topology)) {
            install(List.of(GUEST_KERNEL));
        }
    }

    /** Installs what the direct-routing chapter needs. */
    public static void ensure() throws IOException, InterruptedException {
        ensure(Topology.directRouting());
    }

    private static boolean needsGuest(Topology topology) throws IOException, InterruptedException {
        for (Node node : topology.nodes()) {
            Optional<KernelFeature> needed = topology.needs(node);
            if (needed.isPresent() && !HostKernel.has(needed.get())) {
                return true;
            }
        }
        return false;
    }

    private static void install(List<Program> missing) throws IOException, InterruptedException {
        if (missing.isEmpty()) {
            return;
        }
        String tools = String.join(", ", missing.stream().map(Program::name).toList());
        List<String> command = command(missing);
        if (!System.getProperty("user.name").equals("root")) {
            throw new LabException("Missing on this machine: " + tools + ". As root: " + String.join(" ", command));
        }
        boolean nginxIsNew = missing.stream().anyMatch(program -> program.name().equals("nginx"));
        System.out.println("installing " + tools);
        Path log = Files.createTempFile("lvs-fleet-packages", ".log");
        if (isDebian()) {
            run(List.of("apt-get", "-qq", "update"), log);
        }
        run(command, log);
        if (nginxIsNew && Files.isDirectory(Path.of("/run/systemd/system"))) {
            // The lab wants the program, not a service on the host.
            run(List.of("systemctl", "disable", "--now", "nginx"), log);
        }
        Files.delete(log);
    }

    private static List<String> command(List<Program> missing) {
        List<String> command = new ArrayList<>(
                isDebian()
                        ? List.of("apt-get", "-qq", "-y", "--no-install-recommends", "install")
                        : List.of("dnf", "-q", "-y", "install"));
        missing.forEach(program -> command.add(isDebian() ? program.debian() : program.fedora()));
        return command;
    }

    /** Runs a command, and keeps what it says for those who want to know why it failed. */
    static void run(List<String> command, Path log) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1"));
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new LabException(
                    String.join(" ", command) + " failed with exit code " + code + "; what it said is in " + log);
        }
    }

    private static boolean isDebian() {
        return Files.isExecutable(Path.of("/usr/bin/apt-get"));
    }

    private static boolean isMissing(Program program) {
        return DIRECTORIES.stream().noneMatch(directory -> Files.isExecutable(directory.resolve(program.name())));
    }
}
