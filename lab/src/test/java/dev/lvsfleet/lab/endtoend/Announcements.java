package dev.lvsfleet.lab.endtoend;

import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** The gratuitous ARP for an address that comes out of a director's wire, as tcpdump sees it at the switch, for a time. */
final class Announcements {

    private final CompletableFuture<Output> capture = new CompletableFuture<>();

    private Announcements() {}

    /** Listens from now on, for that long. */
    static Announcements of(RunningLab lab, String node, String address, Duration time) {
        Announcements announcements = new Announcements();
        String[] command = {
            "timeout",
            Long.toString(time.toSeconds()),
            "tcpdump",
            "-tt",
            "-l",
            "-n",
            "-i",
            node,
            "arp host " + address + " and arp[14:4] = arp[24:4]"
        };
        Thread.ofVirtual().start(() -> {
            try {
                announcements.capture.complete(
                        lab.lab().namespaces().shell(LabNetwork.SWITCH).capture(time.plusSeconds(20), command));
            } catch (IOException | InterruptedException | RuntimeException e) {
                announcements.capture.completeExceptionally(e);
            }
        });
        return announcements;
    }

    /** Those that came after a moment; waits until the time is over. */
    List<String> after(Instant moment) throws InterruptedException, ExecutionException {
        long begin = ChronoUnit.MICROS.between(Instant.EPOCH, moment);
        return capture.get()
                .out()
                .lines()
                .filter(line -> !line.isBlank())
                .filter(line -> micros(line) >= begin)
                .toList();
    }

    /** A line begins with the seconds since 1970, six digits of them behind a point. */
    private static long micros(String line) {
        return Long.parseLong(line.substring(0, line.indexOf(' ')).replace(".", ""));
    }
}
