package dev.lvsfleet.agent.vrrp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.management.ThreadMXBean;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** 255 virtual routers on two hosts of the real kernel: what their threads allocate while nothing happens. */
@Tag("kernel")
@Tag("side-by-side")
class NamespaceSteadyIT {

    private static final int ROUTERS = 255;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Compiled by then, and the second bursts are over. */
    private static final int WARM = 200;

    private static final int MEASURED = 100;

    /** Advertisements that may be missed: not the load of the machine is measured here. */
    private static final int PATIENCE = 50;

    /** In all, however many advertisements: C2 allocates some when it compiles anew. */
    private static final long MOST_BYTES = 2_048;

    /** For an advertisement, when a lease is renewed with each tenth: 211 were seen. */
    private static final long MOST_WITH_RENEWALS = 300;

    private static final int LONG_LEASE = 3_600;
    private static final int SHORT_LEASE = 3;

    @TempDir
    Path directory;

    /** First without leases to renew, then with what {@code docs/vrrp.md} says of those. */
    @Test
    void theThreadsOfAPairAllocateNothingForWhatTheySayAndHear() throws IOException {
        try (Wire wire = new Wire(2, directory);
                VrrpShell active = shell();
                VrrpShell backup = shell()) {
            long activeThread = start(active, wire.host(0).namespace());
            long backupThread = start(backup, wire.host(1).namespace());
            configure(active, 200, 130, LONG_LEASE);
            await().atMost(Duration.ofSeconds(60)).until(() -> all(active, Role.ACTIVE));
            configure(backup, 100, 131, LONG_LEASE);
            awaitCount(backup, RouterStatus::heard, WARM * ROUTERS);

            Measured sent = new Measured(active, activeThread, RouterStatus::sent);
            Measured heard = new Measured(backup, backupThread, RouterStatus::heard);

            System.err.println("bytes for an advertisement, with the real kernel: sent " + sent + ", heard " + heard);
            assertThat(backup.statuses()).extracting(RouterStatus::role).containsOnly(Role.BACKUP);
            assertThat(sent.bytes).as("sent").isLessThan(MOST_BYTES);
            assertThat(heard.bytes).as("heard").isLessThan(MOST_BYTES);

            configure(active, 200, 130, SHORT_LEASE);
            awaitCount(active, RouterStatus::sent, sum(active, RouterStatus::sent) + MEASURED * ROUTERS);
            Measured renewing = new Measured(active, activeThread, RouterStatus::sent);

            System.err.println("and with a lease that is renewed each second: sent " + renewing);
            assertThat(renewing.bytes).as("with renewals").isLessThan(MOST_WITH_RENEWALS * renewing.count);
        }
    }

    /** Over some hundred advertisements of each router. */
    private static final class Measured {

        private final long bytes;
        private final long count;

        Measured(VrrpShell shell, long thread, ToLongFunction<RouterStatus> of) {
            long countBefore = sum(shell, of);
            long bytesBefore = THREADS.getThreadAllocatedBytes(thread);
            awaitCount(shell, of, countBefore + MEASURED * ROUTERS);
            bytes = THREADS.getThreadAllocatedBytes(thread) - bytesBefore;
            count = sum(shell, of) - countBefore;
        }

        @Override
        public String toString() {
            return bytes + " bytes for " + count;
        }
    }

    private static VrrpShell shell() {
        return new VrrpShell(RealTimeWish.NONE, _ -> {});
    }

    /** The number of its thread. */
    private static long start(VrrpShell shell, PrivateNamespace namespace) {
        Set<Long> before = threads();
        namespace.inside(() -> {
            shell.start();
            return shell;
        });
        Set<Long> come = threads();
        come.removeAll(before);
        assertThat(come).hasSize(1);
        return come.iterator().next();
    }

    private static Set<Long> threads() {
        Set<Long> vrrp = new HashSet<>();
        Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("vrrp"))
                .forEach(thread -> vrrp.add(thread.threadId()));
        return vrrp;
    }

    private static void configure(VrrpShell shell, int priority, int last, int lease) {
        List<RouterSettings> routers = IntStream.rangeClosed(1, ROUTERS)
                .mapToObj(id -> router(id, priority, last, lease))
                .toList();
        assertThat(shell.configure(new VrrpSettings(routers))).isTrue();
        routers.forEach(router -> assertThat(shell.able(router.name(), true)).isTrue());
    }

    private static RouterSettings router(int id, int priority, int last, int lease) {
        Config config = new Config(
                new Vrid(id),
                new Protocol.V3(),
                new Priority(priority),
                new AdvertInterval(10),
                InetAddress.ofLiteral("192.0.2." + last),
                List.of(InetAddress.ofLiteral("198.51.100." + id)),
                PATIENCE,
                new Preemption.Never(),
                Duration.ZERO,
                new Announcing(1, Duration.ofSeconds(1), Duration.ofSeconds(1), Optional.empty()),
                false);
        return new RouterSettings(
                "v" + id,
                "eth0",
                config,
                Optional.empty(),
                ChecksumForm.PSEUDO_HEADER,
                255,
                Duration.ofSeconds(lease),
                Optional.empty());
    }

    private static boolean all(VrrpShell shell, Role role) {
        List<RouterStatus> statuses = shell.statuses();
        return statuses.size() == ROUTERS && statuses.stream().allMatch(status -> status.role() == role);
    }

    private static void awaitCount(VrrpShell shell, ToLongFunction<RouterStatus> of, long count) {
        await().atMost(Duration.ofSeconds(60)).until(() -> sum(shell, of) >= count);
    }

    private static long sum(VrrpShell shell, ToLongFunction<RouterStatus> of) {
        return shell.statuses().stream().mapToLong(of).sum();
    }
}
