package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.agent.vrrp.testing.VrrpProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A program that runs virtual routers: version 3 by multicast, priority 100 on both sides, which do not preempt, so that the
 * sides are alike and keep their roles. Ours have the lease that a virtual router has when nobody says another: 5 s.
 *
 * @param follows what it writes for each virtual router once that listens to the Active
 */
record Contestant(String title, String follows, Program program) {

    /** What is started on a host. */
    @FunctionalInterface
    interface Program {
        /** Writes its file, and says how it is started; it speaks from 192.0.2.LAST. */
        List<String> command(Path directory, int last, Election election) throws IOException;
    }

    /** Those that the agent runs with. */
    static final List<String> USUAL_FLAGS = List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    static final Contestant OURS = ours("ours", USUAL_FLAGS, false);
    static final Contestant OURS_IN_REAL_TIME = ours("ours, SCHED_RR and locked memory", USUAL_FLAGS, true);
    static final Contestant KEEPALIVED = keepalived();

    boolean isOurs() {
        return !equals(KEEPALIVED);
    }

    /** Ours, in a JVM with these flags. */
    static Contestant ours(String title, List<String> flags, boolean realTime) {
        return new Contestant(title, "to=BACKUP", (directory, last, election) -> {
            Path file = directory.resolve("routers" + last + ".properties");
            Files.writeString(file, properties(last, election));
            List<String> command = new ArrayList<>(java(flags));
            command.add(file.toString());
            if (realTime) {
                command.add("50");
            }
            return command;
        });
    }

    /** How a JVM with these flags runs our virtual routers; their file is to be added. */
    static List<String> java(List<String> flags) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.addAll(List.of(
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                VrrpProcess.class.getName()));
        return command;
    }

    /** Packages only: a cache of classes is not made of directories. */
    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String properties(int last, Election election) {
        String names =
                election.routers().stream().map(router -> "v" + router.id()).collect(Collectors.joining(","));
        return election.routers().stream()
                .map(router -> """
                        v%1$d.id=%1$d
                        v%1$d.source=192.0.2.%2$d
                        v%1$d.addresses=%3$s
                        v%1$d.centiseconds=%4$d
                        v%1$d.preempt=false
                        v%1$d.lease=5
                        """.formatted(router.id(), last, router.address(), election.pace().centiseconds))
                .collect(Collectors.joining("", "routers=" + names + "\n", ""));
    }

    private static Contestant keepalived() {
        return new Contestant("keepalived", "Entering BACKUP STATE", (directory, last, election) -> {
            Path file = Files.createTempFile(directory, "keepalived" + last, ".conf"); // and with it new pid files
            Files.writeString(file, configuration(election));
            return List.of(
                    "keepalived",
                    "--vrrp",
                    "--dont-fork",
                    "--dont-respawn",
                    "--log-console",
                    "--use-file",
                    file.toString(),
                    "--pid",
                    file + ".pid",
                    "--vrrp_pid",
                    file + ".vrrp.pid");
        });
    }

    private static String configuration(Election election) {
        return election.routers().stream()
                .map(router -> """
                        vrrp_instance v%1$d {
                         state BACKUP
                         nopreempt
                         interface eth0
                         version 3
                         virtual_router_id %1$d
                         priority 100
                         advert_int %2$s
                         virtual_ipaddress {
                          %3$s/32
                         }
                        }
                        """.formatted(
                                router.id(), Double.toString(election.pace().centiseconds / 100.0), router.address()))
                .collect(Collectors.joining());
    }
}
