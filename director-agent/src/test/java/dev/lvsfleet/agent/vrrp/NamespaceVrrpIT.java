package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our virtual routers on two hosts of the real kernel, killed, frozen, stopped and cut off. */
@Tag("kernel")
@Tag("side-by-side")
class NamespaceVrrpIT {

    private static final InetAddress VIP = InetAddress.ofLiteral("192.0.2.161");
    private static final InetAddress OTHER_VIP = InetAddress.ofLiteral("192.0.2.162");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** At 1 s and priority 90: three intervals and the skew; then what a busy machine adds. */
    private static final Duration TAKEOVER = Duration.ofMillis(3_649);

    private static final Duration SLACK = Duration.ofSeconds(1);

    @TempDir
    Path directory;

    private Wire wire;
    private Host one;
    private Host other;

    @BeforeEach
    void plug() throws IOException {
        wire = new Wire(2, directory);
        one = wire.host(0);
        other = wire.host(1);
    }

    @AfterEach
    void unplug() {
        wire.close();
    }

    @Test
    void ofTwoThatStartTogetherTheBetterOneIsActiveAlone() throws IOException {
        other.ours(router(other, 90));
        one.ours(router(one, 100));

        awaitThat(() -> one.holds(VIP));
        assertThat(other.holds(VIP)).isFalse();
    }

    /** Each on its own: were one of them mute, both hosts would hold its address. */
    @Test
    void ofTwoRoutersOnOneInterfaceEachHasOneActive() throws IOException {
        Program first = one.ours(pair(one, 100));
        awaitThat(() -> one.holds(VIP) && one.holds(OTHER_VIP));

        Program second = other.ours(pair(other, 90));
        await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> {
            second.tell("status");
            return Stream.of("v", "w")
                    .allMatch(name -> second.said().stream()
                            .anyMatch(line -> line.contains("name=" + name + ",") && line.matches(".* heard=[1-9].*")));
        });
        await().during(Duration.ofSeconds(5))
                .atMost(PATIENCE)
                .until(() -> !other.holds(VIP) && !other.holds(OTHER_VIP));

        first.kill();
        awaitThat(() -> other.holds(VIP) && other.holds(OTHER_VIP));
    }

    private static Map<String, String> pair(Host host, int priority) {
        Map<String, String> file = router(host, priority);
        file.put("routers", "v,w");
        file.put("w.id", "52");
        file.put("w.source", "192.0.2." + host.last);
        file.put("w.addresses", "192.0.2.162");
        file.put("w.priority", Integer.toString(priority));
        return file;
    }

    @Test
    void afterAKillAnotherTakesOverAndTheAddressLeavesTheDeadHostByItself() throws IOException {
        Program active = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        awaitBackup(other.ours(router(other, 90)));

        long killed = System.nanoTime();
        active.kill();
        AtomicReference<Duration> left = new AtomicReference<>(Duration.ZERO);
        AtomicReference<Duration> takeover = new AtomicReference<>(Duration.ZERO);
        awaitThat(() -> {
            boolean gone = note(left, !one.holds(VIP), killed);
            return note(takeover, other.holds(VIP), killed) && gone;
        });

        System.err.println("after SIGKILL: taken over in " + takeover.get().toMillis()
                + " ms, left the dead host after " + left.get().toMillis() + " ms");
        assertThat(takeover.get()).isLessThan(TAKEOVER.plus(SLACK));
        assertThat(left.get())
                .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(5).plus(SLACK));
    }

    @Test
    void afterACleanStopAnotherTakesOverAtOnce() throws IOException {
        Program active = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        awaitBackup(other.ours(router(other, 90)));

        long stopped = System.nanoTime();
        active.stop();
        assertThat(one.holds(VIP)).isFalse();
        awaitThat(() -> other.holds(VIP));

        System.err.println("after SIGTERM: taken over in " + since(stopped).toMillis() + " ms");
        assertThat(since(stopped)).isLessThan(Duration.ofMillis(649).plus(SLACK));
        awaitThat(() -> active.reasons().contains("STOPPED"));
    }

    /** It gives the role up before it does anything else, though it finds the other's word waiting. */
    @Test
    void whoWasFrozenHasLostItsAddressAndGivesUpBeforeItLooks() throws IOException, InterruptedException {
        Map<String, String> never = router(one, 100);
        never.put("v.preempt", "false");
        Program frozen = one.ours(never);
        awaitThat(() -> one.holds(VIP));
        awaitBackup(other.ours(router(other, 90)));

        long at = System.nanoTime();
        frozen.signal("STOP");
        awaitThat(() -> !one.holds(VIP));
        System.err.println(
                "after SIGSTOP: left the frozen host after " + since(at).toMillis() + " ms");
        assertThat(since(at)).isLessThan(Duration.ofSeconds(5).plus(SLACK));
        await().pollDelay(Duration.ofSeconds(10).minus(since(at))).until(() -> other.holds(VIP));

        frozen.signal("CONT");
        awaitThat(() -> frozen.reasons().contains("STALLED"));
        await().during(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> !one.holds(VIP) && other.holds(VIP));
        assertThat(frozen.reasons()).endsWith("STALLED");
    }

    @Test
    void whoReturnsFromAKillRemovesWhatItLeftAndFollows() throws IOException {
        Program killed = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        killed.kill();
        assertThat(one.holds(VIP)).isTrue();

        Program next = one.ours(router(one, 100));
        awaitThat(() -> next.said().stream().anyMatch(line -> line.contains("left behind and taken away")));
        awaitThat(() -> one.holds(VIP));
        awaitThat(() -> next.reasons().equals(List.of("STARTED", "ACTIVE_SILENT")));
    }

    @Test
    void aCableThatIsTakenOutMovesTheRoleAndItComesBack() throws IOException {
        Program active = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        awaitBackup(other.ours(router(other, 90)));

        wire.plug(0, false);
        awaitThat(() -> !one.holds(VIP) && other.holds(VIP));
        awaitThat(() -> active.reasons().contains("LINK_DOWN"));

        wire.plug(0, true);
        awaitThat(() -> one.holds(VIP) && !other.holds(VIP));
    }

    /** Each side has one; when it heals the better one stays and says anew where the address is. */
    @Test
    void aPartitionHasTwoActivesAndHealsWithFreshAnnouncements() throws IOException, InterruptedException {
        one.ours(fast(one, 100));
        awaitThat(() -> one.holds(VIP));
        Program worse = other.ours(fast(other, 90));
        awaitBackup(worse);
        wire.partition(1, true);
        awaitThat(() -> one.holds(VIP) && other.holds(VIP));

        try (Wire.Capture capture = wire.capture(0, directory.resolve("heal.pcap"))) {
            wire.partition(1, false);
            awaitThat(() -> one.holds(VIP) && !other.holds(VIP));
            await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> one.holds(VIP));

            awaitThat(() -> worse.reasons().contains("HIGHER_PRIORITY"));
            assertThat(capture.read("arp.isgratuitous == 1 && arp.src.proto_ipv4 == 192.0.2.161"))
                    .hasSizeGreaterThanOrEqualTo(5);
        }
    }

    @Test
    void aSwitchOverMovesTheRoleToTheLesserOneAndLeavesItThere() throws IOException {
        Program active = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        awaitBackup(other.ours(router(other, 90)));

        active.tell("switchover v");
        awaitThat(() -> other.holds(VIP) && !one.holds(VIP));
        await().during(Duration.ofSeconds(5)).atMost(PATIENCE).until(() -> other.holds(VIP) && !one.holds(VIP));
    }

    @Test
    void addressesOfARunningPairComeAndGo() throws IOException {
        Program active = one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));

        Map<String, String> more = router(one, 100);
        more.put("v.addresses", "192.0.2.161,192.0.2.162");
        active.tell("configure " + one.write(more));
        awaitThat(() -> one.holds(OTHER_VIP) && one.holds(VIP));

        active.tell("configure " + one.write(router(one, 100)));
        awaitThat(() -> !one.holds(OTHER_VIP));
        assertThat(one.holds(VIP)).isTrue();
        assertThat(active.reasons()).containsExactly("STARTED", "ACTIVE_SILENT");
    }

    @Test
    void anAddressThatSomebodyTookAwayIsBackAtOnce() throws IOException {
        one.ours(router(one, 100));
        awaitThat(() -> one.holds(VIP));
        one.namespace().ip("addr", "del", "192.0.2.161/32", "dev", "eth0");

        await().pollInterval(Duration.ofMillis(5)).atMost(Duration.ofSeconds(1)).until(() -> one.holds(VIP));
    }

    @Test
    void ifItMayItsThreadRunsBeforeAllThatIsNotRealTime() throws IOException {
        Program program = one.ours(router(one, 100), "50");
        awaitThat(() -> one.holds(VIP));

        for (String name : List.of("vrrp", "VM Thread")) {
            String thread = thread(program.pid(), name);
            String[] fields = thread.substring(thread.indexOf(')') + 2).split(" ", -1);
            assertThat(fields[38]).as("%s: the policy, SCHED_RR", name).isEqualTo("2");
            assertThat(fields[37]).as("%s: the priority", name).isEqualTo("50");
        }
        assertThat(Files.readString(Path.of("/proc/" + program.pid() + "/status")))
                .as("locked memory")
                .doesNotContainPattern("VmLck:\\s+0 kB");
    }

    private static String thread(long pid, String name) throws IOException {
        try (var tasks = Files.list(Path.of("/proc/" + pid + "/task"))) {
            for (Path task : tasks.toList()) {
                String line = Files.readString(task.resolve("stat"));
                if (line.contains("(" + name + ")")) {
                    return line;
                }
            }
        }
        throw new IOException("no thread " + name);
    }

    private static Map<String, String> router(Host host, int priority) {
        Map<String, String> file = new LinkedHashMap<>();
        file.put("routers", "v");
        file.put("v.source", "192.0.2." + host.last);
        file.put("v.addresses", "192.0.2.161");
        file.put("v.priority", Integer.toString(priority));
        return file;
    }

    private static Map<String, String> fast(Host host, int priority) {
        Map<String, String> file = router(host, priority);
        file.put("v.centiseconds", "10");
        return file;
    }

    /** It has heard the Active. */
    private static void awaitBackup(Program program) {
        await().pollInterval(Duration.ofMillis(200)).atMost(PATIENCE).until(() -> {
            program.tell("status");
            return program.said().stream()
                    .anyMatch(line -> line.contains("role=BACKUP") && line.matches(".* heard=[1-9].*"));
        });
    }

    private static void awaitThat(Callable<Boolean> condition) {
        await().pollInterval(Duration.ofMillis(10)).atMost(PATIENCE).until(condition);
    }

    /** Keeps the time at which it was so first. */
    private static boolean note(AtomicReference<Duration> first, boolean so, long begin) {
        return !first.get().isZero() || (so && first.compareAndSet(Duration.ZERO, since(begin)));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }
}
