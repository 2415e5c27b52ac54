package dev.lvsfleet.lab.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.lvsfleet.lab.topology.Chapter;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients of a pair notice: nothing of a takeover in what is open, nothing of an edit of the pair. */
@Tag("lab")
@Order(SharedLab.PAIR)
class FailoverTrafficIT {

    private static final String VIP = RunningLab.VIP;
    private static final Duration TAKEOVER = Duration.ofSeconds(15);
    private static final Duration GONE = Duration.ofSeconds(5);
    private static final Duration LONGEST_DOWNLOAD = Duration.ofSeconds(60);
    private static final int DOWNLOADS = 5;
    private static final int EDITS = 50;
    private static final String ROUTER = "virtual-routers/vi-1";

    @RegisterExtension
    static final SharedLab SHARED = new SharedLab(Chapter.DIRECT_ROUTING);

    private RunningLab lab;
    private Directors directors;
    private Operator operator;
    private final List<Download> downloads = new ArrayList<>();

    @BeforeEach
    void begin() throws IOException, InterruptedException {
        lab = SHARED.lab();
        directors = new Directors(lab);
        operator = new Operator(lab);
        directors.giveTheRoleToTheFirst();
        // The test before may have stopped them; what begins before they run is told to nobody.
        Directors.within(TAKEOVER)
                .until(() -> daemons(Directors.FIRST).contains("master")
                        && daemons(Directors.SECOND).contains("backup"));
        Download.offer(lab, "nginx-1");
        Download.offer(lab, "nginx-2");
    }

    @AfterEach
    void end() throws IOException, InterruptedException {
        operator.change(
                "director-groups/edge",
                group -> group.putObject("connectionSync").put("syncId", 51));
        lab.processes().start(Directors.FIRST, "agent");
        operator.close();
    }

    @Test
    void downloadsGoOnOverASwitchOver() throws Exception {
        assertThat(survivors(() -> {
                    awaitTold();
                    operator.switchOver("edge");
                }))
                .isEqualTo(DOWNLOADS);
    }

    @Test
    void downloadsGoOnWhenTheActiveIsKilledAndNotWithoutTheSyncDaemon() throws Exception {
        int with = survivors(() -> {
            awaitTold();
            lab.processes().kill(Directors.FIRST, "agent");
        });
        lab.processes().start(Directors.FIRST, "agent");
        directors.giveTheRoleToTheFirst();
        operator.change("director-groups/edge", group -> group.set("connectionSync", NullNode.getInstance()));
        // For a while: an agent that has just started obeys what it remembers until the document arrives.
        Directors.within(TAKEOVER.plus(GONE))
                .during(GONE)
                .until(() -> daemons(Directors.FIRST).isBlank()
                        && daemons(Directors.SECOND).isBlank());

        int without = survivors(() -> lab.processes().kill(Directors.FIRST, "agent"));

        System.out.printf(
                "downloads that went on over a kill: %d of %d with the sync daemon, %d of %d without%n",
                with, DOWNLOADS, without, DOWNLOADS);
        assertThat(with).isEqualTo(DOWNLOADS);
        assertThat(without).isLessThan(DOWNLOADS);
    }

    @Test
    void fiftyEditsOfTheAddressesNeverMakeTwoActivesAndFailNoRequest() throws Exception {
        String said;
        try (WebLoad load = WebLoad.begin(lab, "http://" + VIP + "/health_check")) {
            for (int edit = 0; edit < EDITS / 2; edit++) {
                String address = "192.168.148." + (200 + edit);
                change(addresses -> addresses.add(address));
                awaitHeld(address, true);
                change(addresses -> addresses.remove(addresses.size() - 1));
                awaitHeld(address, false);
                assertThat(directors.holding(VIP)).containsExactly(Directors.FIRST);
            }
            said = load.end();
        }
        assertThat(said).contains("requests in").doesNotContain("Socket errors").doesNotContain("Non-2xx");
    }

    /** Waits until the first director holds the address, or does not; at no look is it held twice. */
    private void awaitHeld(String address, boolean held) {
        List<String> expected = held ? List.of(Directors.FIRST) : List.of();
        List<List<String>> seen = new ArrayList<>();
        Directors.within(TAKEOVER).until(() -> {
            seen.add(directors.holding(address));
            return seen.getLast().equals(expected);
        });
        assertThat(seen).allMatch(holders -> holders.size() < 2);
    }

    private void change(Consumer<ArrayNode> edit) throws IOException, InterruptedException {
        operator.change(ROUTER, router -> edit.accept(router.withArray("addresses")));
    }

    /** The kernel gathers what it tells for up to two seconds (IPVS_SYNC_FLUSH_TIME). */
    private void awaitTold() {
        Directors.within(TAKEOVER).until(() -> {
            String known = lab.exec(Directors.SECOND, "ipvsadm", "-Lnc").out();
            return downloads.stream().allMatch(download -> known.contains(" " + download.client() + " "));
        });
    }

    private String daemons(String node) throws IOException, InterruptedException {
        return lab.exec(node, "ipvsadm", "-L", "--daemon").orThrow("ipvsadm --daemon");
    }

    /** How many of some downloads that were begun before the role moves end well after it. */
    private int survivors(RunningLab.Action moves) throws Exception {
        try {
            for (int i = 0; i < DOWNLOADS; i++) {
                downloads.add(Download.begin(lab, VIP));
            }
            for (Download download : downloads) {
                download.readSome(); // enough packets for each to be told to the standby
            }
            moves.perform();
            directors.awaitAlone(Directors.SECOND, VIP, TAKEOVER);
            int survivors = 0;
            for (Download download : downloads) {
                survivors += goesOn(download) ? 1 : 0;
            }
            return survivors;
        } finally {
            for (Download download : downloads) {
                download.close();
            }
            downloads.clear();
        }
    }

    private static boolean goesOn(Download download) throws Exception {
        try (ExecutorService reader = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<Boolean> finished = reader.submit(() -> {
                try {
                    return download.finish();
                } catch (IOException reset) {
                    return false;
                }
            });
            try {
                return finished.get(LONGEST_DOWNLOAD.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException late) {
                download.close(); // which ends the reader, too
                return false;
            }
        }
    }
}
