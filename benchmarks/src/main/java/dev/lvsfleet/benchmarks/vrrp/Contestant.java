package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.agent.vrrp.testing.VrrpProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A program that runs a virtual router: version 3, id 51, priority 100 on both sides, which does not preempt, so that the
 * sides are alike and keep their roles.
 */
enum Contestant {
    OURS("ours", "to=BACKUP") {
        @Override
        List<String> command(Path directory, int last, Pace pace) throws IOException {
            return java(directory, last, pace);
        }
    },
    OURS_IN_REAL_TIME("ours, SCHED_RR and locked memory", "to=BACKUP") {
        @Override
        List<String> command(Path directory, int last, Pace pace) throws IOException {
            List<String> command = java(directory, last, pace);
            command.add("50");
            return command;
        }
    },
    KEEPALIVED("keepalived", "Entering BACKUP STATE") {
        @Override
        List<String> command(Path directory, int last, Pace pace) throws IOException {
            Path file = Files.createTempFile(directory, "keepalived" + last, ".conf"); // and with it new pid files
            Files.writeString(file, """
                    vrrp_instance v {
                     state BACKUP
                     nopreempt
                     interface eth0
                     version 3
                     virtual_router_id 51
                     priority 100
                     advert_int %s
                     virtual_ipaddress {
                      192.0.2.161/32
                     }
                    }
                    """.formatted(Double.toString(pace.centiseconds / 100.0)));
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
        }
    };

    final String title;

    /** What it writes once it listens to the Active. */
    final String follows;

    Contestant(String title, String follows) {
        this.title = title;
        this.follows = follows;
    }

    /** Writes its file, and says how it is started; it holds 192.0.2.161 and speaks from 192.0.2.LAST. */
    abstract List<String> command(Path directory, int last, Pace pace) throws IOException;

    private static List<String> java(Path directory, int last, Pace pace) throws IOException {
        Path file = directory.resolve("routers" + last + ".properties");
        Files.writeString(file, """
                routers=v
                v.source=192.0.2.%d
                v.addresses=192.0.2.161
                v.centiseconds=%d
                v.preempt=false
                """.formatted(last, pace.centiseconds));
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // as the agent runs
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                VrrpProcess.class.getName(),
                file.toString()));
    }
}
