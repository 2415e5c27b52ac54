package dev.lvsfleet.benchmarks.ipvs;

import com.sun.management.OperatingSystemMXBean;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsTable;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkSocket;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * All measurements of one run, one after the other, on one kernel.
 *
 * <p>Each round has a network namespace of its own: a kernel keeps destinations that were removed for two minutes, and looks
 * through all of them whenever one is added.
 */
final class Measurements {

    private static final Workload SMALL = new Workload(1_000, 10);
    private static final Workload TENTH = new Workload(100, 10);
    private static final Workload LARGE = new Workload(10_000, 10);
    private static final int ROUNDS = 5;
    private static final int LARGE_ROUNDS = 3;
    private static final int SINGLE_CHANGES = 30;
    private static final int PASSES = 60;
    private static final int KEEPALIVED_ROUNDS = 1;
    /** The agent's default. */
    private static final Duration RESYNC = Duration.ofSeconds(10);

    /** After this the agent reads everything, however long that takes. */
    private static final Duration EVERYTHING_IS_DUE = Duration.ofMinutes(1);

    private final Path directory;
    private final PrintStream out;
    private final Scoreboard board;
    private final IpvsTable light = SMALL.table(1);
    private final IpvsTable heavy = SMALL.table(2);
    /** Of which the rest is the same objects, as where a program changes one service of a table that it holds. */
    private final IpvsTable lightButOne = SMALL.tableWithOne(1, 7).sharing(light);

    Measurements(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
        this.board = new Scoreboard(out);
    }

    /** All of it.
     *
     * @param peers whether the peers run, too */
    void run(boolean peers) throws Exception {
        Files.createDirectories(directory);
        for (int round = 1; round <= ROUNDS; round++) {
            out.printf("round %d of %d%n", round, ROUNDS);
            library();
            agent();
        }
        for (int round = 1; round <= LARGE_ROUNDS; round++) {
            out.printf("110,000 entries, round %d of %d%n", round, LARGE_ROUNDS);
            large();
        }
        board.print();
        inANamespace(this::cost);
        if (peers) { // last, as they take the longest
            ipvsadm();
            keepalived();
            board.print();
        }
    }

    private static void inANamespace(Scoreboard.Work work) throws Exception {
        try (PrivateNamespace namespace = new PrivateNamespace()) {
            namespace.inside(() -> {
                work.run();
                // Here and now, so that the kernel does not do it during what is measured next.
                Programs.emptyTheTable();
                return true;
            });
        }
    }

    /** The library, and each time the same bytes again without it. */
    private void library() throws Exception {
        Replay cold = cold(Task.COLD, light);
        inANamespace(() -> {
            NetlinkTransport socket = NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC);
            RecordingTransport recorder = new RecordingTransport(socket);
            try (IpvsClient client = new IpvsClient(new NetlinkConnection(recorder))) {
                board.measure(Task.COLD, Scoreboard.LIMIT, () -> cold.run(socket));
                recorder.taken();
                changes(new ClientRuns(client), recorder, socket);
            }
        });
    }

    private void changes(ClientRuns ours, RecordingTransport recorder, NetlinkTransport socket) throws Exception {
        both(Task.EVERY_WEIGHT, () -> ours.change(light, heavy), recorder, socket);
        ours.change(heavy, light);
        recorder.taken();
        for (int i = 0; i < SINGLE_CHANGES; i++) {
            both(Task.VERIFY, () -> ours.verify(light), recorder, socket);
            both(Task.ONE_WEIGHT, () -> ours.change(light, lightButOne), recorder, socket);
            ours.change(lightButOne, light);
            recorder.taken();
        }
    }

    private void both(Task task, Scoreboard.Work work, RecordingTransport recorder, NetlinkTransport socket)
            throws Exception {
        board.measure(task, ClientRuns.NAME, work);
        Replay replay = recorder.taken();
        board.measure(task, Scoreboard.LIMIT, () -> replay.run(socket));
    }

    /** Fills an empty table; returns what was sent for it. */
    private Replay cold(Task task, IpvsTable table) throws Exception {
        RecordingTransport[] recorder = new RecordingTransport[1];
        inANamespace(() -> {
            recorder[0] = new RecordingTransport(NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC));
            try (IpvsClient client = new IpvsClient(new NetlinkConnection(recorder[0]))) {
                recorder[0].taken();
                ClientRuns ours = new ClientRuns(client);
                board.measure(task, ClientRuns.NAME, () -> ours.change(IpvsTable.EMPTY, table));
            }
        });
        return recorder[0].taken();
    }

    private void large() throws Exception {
        IpvsTable table = LARGE.table(1);
        Replay replay = cold(Task.COLD_LARGE, table);
        inANamespace(() -> {
            try (NetlinkTransport socket = NetlinkSocket.open(NetlinkConstants.NETLINK_GENERIC)) {
                board.measure(Task.COLD_LARGE, Scoreboard.LIMIT, () -> replay.run(socket));
            }
        });
        EffectiveState effective = Desire.effective(Desire.document(table));
        inANamespace(() -> {
            try (AgentRuns agent = newAgent()) {
                board.measure(Task.COLD_LARGE, AgentRuns.NAME, () -> agent.pass(effective, true, LARGE.entries()));
            }
        });
    }

    private void agent() throws Exception {
        DesiredState document = Desire.document(light);
        EffectiveState lighter = Desire.effective(document);
        EffectiveState lighterButOne = Desire.effectiveWithOne(document, SMALL.services() / 2, 7);
        EffectiveState heavier = Desire.effective(Desire.document(heavy));
        inANamespace(() -> {
            try (AgentRuns agent = newAgent()) {
                board.measure(Task.COLD, AgentRuns.NAME, () -> agent.pass(lighter, true, SMALL.entries()));
                board.measure(Task.EVERY_WEIGHT, AgentRuns.NAME, () -> agent.pass(heavier, false, 10_000));
                agent.pass(lighter, false, 10_000);
                for (int i = 0; i < SINGLE_CHANGES; i++) {
                    board.measure(Task.ONE_WEIGHT, AgentRuns.NAME, () -> agent.pass(lighterButOne, false, 1));
                    agent.pass(lighter, false, 1);
                    agent.sleep(EVERYTHING_IS_DUE);
                    board.measure(Task.VERIFY, AgentRuns.NAME, () -> agent.look(lighter, true));
                    board.measure(Task.LOOK, AgentRuns.NAME, () -> agent.look(lighter, false));
                }
            }
        });
    }

    private AgentRuns newAgent() throws IOException {
        return new AgentRuns(Files.createTempDirectory(directory, "agent"));
    }

    /** What verification takes of a core, by the processor's time and not the clock's. */
    private void cost() throws Exception {
        try (AgentRuns agent = newAgent()) {
            EffectiveState effective = Desire.effective(Desire.document(light));
            agent.pass(effective, true, SMALL.entries());
            agent.readEverything();
            double reading = seconds(() -> {
                agent.sleep(EVERYTHING_IS_DUE);
                agent.look(effective, true);
            });
            double look = seconds(() -> agent.look(effective, false));
            out.printf(
                    "processor time of the agent's pass with nothing to do: %.1f ms when it reads everything,"
                            + " %.1f ms when it looks at services and addresses%n",
                    reading * 1e3, look * 1e3);
            int[] readings = new int[1];
            double mean = seconds(() -> {
                agent.sleep(RESYNC);
                agent.pass(effective, true, 0);
                readings[0] += agent.readEverything() ? 1 : 0;
            });
            out.printf(
                    "at the default interval of %d s, as often as it does either (%d of %d read everything):"
                            + " %.2f %% of a core (wanted: < 1 %%)%n",
                    RESYNC.toSeconds(), readings[0], PASSES, mean / RESYNC.toSeconds() * 100);
        }
    }

    /** The processor time of one of many runs. */
    private static double seconds(Scoreboard.Work work) throws Exception {
        long before = processorTime();
        for (int i = 0; i < PASSES; i++) {
            work.run();
        }
        return (processorTime() - before) / 1e9 / PASSES;
    }

    private static long processorTime() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private void keepalived() throws Exception {
        if (!Programs.has("keepalived")) {
            out.println("keepalived is not installed here, so it is left out");
            return;
        }
        for (int round = 1; round <= KEEPALIVED_ROUNDS; round++) {
            out.printf("keepalived, round %d of %d%n", round, KEEPALIVED_ROUNDS);
            inANamespace(() -> {
                try (IpvsClient client = IpvsClient.open()) {
                    keepalived(client);
                }
            });
        }
    }

    private void keepalived(IpvsClient client) throws Exception {
        KeepalivedPeer.configure(directory, light);
        long begin = System.nanoTime();
        try (KeepalivedPeer peer = KeepalivedPeer.started(directory, client, SMALL, light)) {
            board.add(Task.COLD, KeepalivedPeer.NAME, Duration.ofNanos(System.nanoTime() - begin));
            KeepalivedPeer.configure(directory, heavy);
            board.measure(Task.EVERY_WEIGHT, KeepalivedPeer.NAME, () -> peer.reload(heavy, SMALL.last()));
            IpvsTable heavyButOne = SMALL.tableWithOne(2, 7);
            KeepalivedPeer.configure(directory, heavyButOne);
            board.measure(Task.ONE_WEIGHT, KeepalivedPeer.NAME, () -> peer.reload(heavyButOne, SMALL.changed()));
        }
    }

    /** It does each line by itself and takes minutes for all, so a part is run; the whole takes at least in proportion. */
    private void ipvsadm() throws Exception {
        IpvsadmPeer peer = new IpvsadmPeer(directory);
        Path additions = peer.additions(TENTH.table(1));
        Path edits = peer.edits(TENTH.table(2));
        String projected = IpvsadmPeer.NAME + " -R, at least: a tenth, times ten";
        inANamespace(() -> {
            out.println("ipvsadm");
            board.measureTenth(Task.COLD, projected, () -> peer.restore(additions));
        });
        inANamespace(() -> {
            try (IpvsClient client = IpvsClient.open()) {
                new ClientRuns(client).change(IpvsTable.EMPTY, light);
            }
            board.measureTenth(Task.EVERY_WEIGHT, projected, () -> peer.restore(edits));
            for (int i = 0; i < SINGLE_CHANGES; i++) {
                int weight = 3 + i;
                board.measure(Task.ONE_WEIGHT, IpvsadmPeer.NAME + " -e", () -> peer.oneWeight(SMALL, weight));
                board.measure(Task.VERIFY, IpvsadmPeer.NAME + " -S, which compares nothing", peer::list);
            }
        });
    }

    /** The whole agent, at ten times the size; in a process of its own, so that nothing measured before takes its memory.
     *
     * @param agentJar the packaged agent */
    void memory(Path agentJar) throws Exception {
        Files.createDirectories(directory);
        out.println("the agent with 110,000 entries, for its memory");
        inANamespace(() -> {
            Path state = Files.createTempDirectory(directory, "state");
            try (IpvsClient client = IpvsClient.open();
                    AgentProcess agent = AgentProcess.serving(state, agentJar, LARGE.table(1), client)) {
                out.printf(
                        "the agent's memory at 110,000 entries, at most: %d MB resident (wanted: <= 300 MB)%n",
                        agent.mostResident() / 1024);
            }
        });
    }
}
