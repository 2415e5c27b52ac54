package dev.lvsfleet.agent.vrrp;

import static dev.lvsfleet.agent.vrrp.Routers.leased;
import static dev.lvsfleet.agent.vrrp.Routers.router;

import com.sun.management.ThreadMXBean;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.Role;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The loop of 255 virtual routers on a fake host while nothing happens: how many advertisements there were, and how many bytes
 * of the heap they cost. Here, or in a JVM of its own with other flags.
 */
record SteadyRun(long advertisements, long bytes, boolean calm) {

    static final int ROUTERS = 255;
    static final int BEATS = 200;
    static final Duration MEASURED = Duration.ofSeconds(BEATS);

    /** Longer than a test, so that no renewal is in what is measured. */
    static final int LEASE = 3_600;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Prints what {@link #sent} and {@link #heard} come to, a line each. */
    public static void main(String[] arguments) {
        System.out.println(sent().line());
        System.out.println(heard().line());
    }

    /** What they come to in another JVM: those sent, then those heard. */
    static List<SteadyRun> with(String... flags) throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = Stream.of(
                        Stream.of(java),
                        Arrays.stream(flags),
                        Stream.of("-Xmx256m", "--enable-native-access=ALL-UNNAMED"),
                        Stream.of("-cp", System.getProperty("java.class.path"), SteadyRun.class.getName()))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines = process.inputReader().readAllLines();
        if (process.waitFor() != 0 || lines.size() != 2) {
            throw new IllegalStateException(command + " ended with " + process.exitValue() + ": " + lines);
        }
        return lines.stream().map(SteadyRun::read).toList();
    }

    /** Of an Active. */
    static SteadyRun sent() {
        LoopFixture fixture = LoopFixture.active(routers());
        fixture.network.recording = false;
        fixture.run(Duration.ofSeconds(20));
        long sent = sent(fixture);

        long before = allocated();
        fixture.run(MEASURED);
        long bytes = allocated() - before;

        return new SteadyRun(sent(fixture) - sent, bytes, all(fixture, Role.ACTIVE));
    }

    /** Of a Backup. */
    static SteadyRun heard() {
        LoopFixture fixture = new LoopFixture().with(routers());
        List<ReceivedPacket> words = words(fixture);
        fixture.network.recording = false;
        hear(fixture, words);
        hear(fixture, words);
        long heard = heard(fixture);

        long bytes = 0;
        for (int i = 0; i < BEATS; i++) {
            bytes += hear(fixture, words);
        }

        return new SteadyRun(heard(fixture) - heard, bytes, all(fixture, Role.BACKUP));
    }

    /** A second later all of them come; the bytes that the loop allocated for them. */
    static long hear(LoopFixture fixture, List<ReceivedPacket> words) {
        fixture.network.now += Duration.ofSeconds(1).toNanos();
        fixture.network.packets.addAll(words);
        long before = allocated();
        fixture.loop.round();
        return allocated() - before;
    }

    /** Of this thread, since it began. */
    static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    private static RouterSettings[] routers() {
        return IntStream.rangeClosed(1, ROUTERS)
                .mapToObj(id -> leased(router("v" + id, id, 100, address(id)), LEASE))
                .toArray(RouterSettings[]::new);
    }

    private static InetAddress address(int id) {
        return InetAddress.ofLiteral("198.51.100." + id);
    }

    /** Of an Active of each router. */
    private static List<ReceivedPacket> words(LoopFixture fixture) {
        for (int id = 1; id <= ROUTERS; id++) {
            fixture.hear(id, 200, 255, address(id));
        }
        List<ReceivedPacket> words = new ArrayList<>(fixture.network.packets);
        fixture.network.packets.clear();
        return words;
    }

    private static boolean all(LoopFixture fixture, Role role) {
        return fixture.loop.statuses().stream().allMatch(status -> status.role() == role);
    }

    private static long sent(LoopFixture fixture) {
        return fixture.loop.statuses().stream().mapToLong(RouterStatus::sent).sum();
    }

    private static long heard(LoopFixture fixture) {
        return fixture.loop.statuses().stream().mapToLong(RouterStatus::heard).sum();
    }

    private String line() {
        return advertisements + " " + bytes + " " + calm;
    }

    private static SteadyRun read(String line) {
        String[] parts = line.split(" ", -1);
        return new SteadyRun(Long.parseLong(parts[0]), Long.parseLong(parts[1]), Boolean.parseBoolean(parts[2]));
    }
}
