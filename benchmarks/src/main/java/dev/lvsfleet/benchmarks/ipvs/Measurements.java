package dev.lvsfleet.benchmarks.ipvs;

import com.sun.management.OperatingSystemMXBean;
import dev.lvsfleet.agent.reconcile.Target;
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
    private static final int PASSES = 20;
    private static final int KEEPALIVED_ROUNDS = 1;
    private static final double RESYNC_SECONDS = 10;

    private final Path directory;
    private final PrintStream out;
    private final Scoreboard board;
    private final IpvsTable light = SMALL.table(1);
    private final IpvsTable heavy = SMALL.table(2);
    private final IpvsTable lightButOne = SMALL.tableWithOne(1, 7);

    Measurements(Path directory, PrintStream out) {
        this.directory = directory;
        this.out = out;
        this.board = new Scoreboard(out);
    }

    /** All of it.
     *
     * @param agentJar the packaged agent
     * @param peers whether the peers run, too */
    void run(Path agentJar, boolean peers) throws Exception {
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
        memory(agentJar);
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
        Target target = AgentRuns.target(table);
        inANamespace(() -> {
            try (AgentRuns agent = newAgent()) {
                board.measure(Task.COLD_LARGE, AgentRuns.NAME, () -> agent.pass(target, true, LARGE.entries()));
            }
        });
    }

    private void agent() throws Exception {
        Target lightTarget = AgentRuns.target(light);
        Target heavyTarget = AgentRuns.target(heavy);
        Target oneTarget = AgentRuns.target(lightButOne);
        inANamespace(() -> {
            try (AgentRuns agent = newAgent()) {
                board.measure(Task.COLD, AgentRuns.NAME, () -> agent.pass(lightTarget, true, SMALL.entries()));
                board.measure(Task.EVERY_WEIGHT, AgentRuns.NAME, () -> agent.pass(heavyTarget, false, 10_000));
                agent.pass(lightTarget, false, 10_000);
                for (int i = 0; i < SINGLE_CHANGES; i++) {
                    board.measure(Task.ONE_WEIGHT, AgentRuns.NAME, () -> agent.pass(oneTarget, false, 1));
                    agent.pass(lightTarget, false, 1);
                    board.measure(Task.VERIFY, AgentRuns.NAME, () -> agent.pass(lightTarget, true, 0));
                }
            }
        });
    }

    private AgentRuns newAgent() throws IOException {
        return new AgentRuns(Files.createTempDirectory(directory, "agent"));
    }

    /** What a verification pass takes of a core, by the processor's time and not the clock's. */
    private void cost() throws Exception {
        try (AgentRuns agent = newAgent()) {
            Target target = AgentRuns.target(light);
            agent.pass(target, true, SMALL.entries());
            long before = processorTime();
            for (int i = 0; i < PASSES; i++) {
                agent.pass(target, true, 0);
            }
            double seconds = (processorTime() - before) / 1e9 / PASSES;
            out.printf(
                    "a verification pass of the agent takes %.1f ms of processor time: %.2f %% of a core every %.0f s"
                            + " (wanted: < 1 %%)%n",
                    seconds * 1e3, seconds / RESYNC_SECONDS * 100, RESYNC_SECONDS);
        }
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

    /** The whole agent, at ten times the size. */
    private void memory(Path agentJar) throws Exception {
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
