package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Config;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** Nodes on one link, the true time, and what happens in its order. One seed gives one history. */
final class World {

    private static final Comparator<Event> ORDER =
            Comparator.comparingLong(Event::at).thenComparingLong(Event::number);

    final Random random;
    final List<Node> nodes = new ArrayList<>();
    final List<Finding> findings = new ArrayList<>();
    final List<String> history = new ArrayList<>();

    /** Who can be heard by whom. */
    boolean[][] hears = new boolean[0][0];

    boolean reorders;
    double loss;
    double duplication;
    long longestDelay = 1;

    private final PriorityQueue<Event> events = new PriorityQueue<>(ORDER);
    private long[][] arrivals = new long[0][0];
    private long now;
    private long number;
    private int changes;

    World(long seed) {
        this.random = new Random(seed);
    }

    void add(Config config, Machine machine, double rate) {
        nodes.add(new Node(this, nodes.size(), config, machine, rate));
        hears = new boolean[nodes.size()][nodes.size()];
        arrivals = new long[nodes.size()][nodes.size()];
        connectAll();
    }

    long now() {
        return now;
    }

    /** How often a role changed so far. */
    int changes() {
        return changes;
    }

    void at(long time, Runnable what) {
        events.add(new Event(time, number++, what));
    }

    void runUntil(long time) {
        while (!events.isEmpty() && events.peek().at() <= time) {
            Event event = events.remove();
            now = event.at();
            event.what().run();
        }
        now = time;
    }

    void runFor(long duration) {
        runUntil(now + duration);
    }

    void connectAll() {
        split(0);
    }

    /** Two sides: the nodes whose bit is set, and the others. */
    void split(int mask) {
        for (Node from : nodes) {
            for (Node to : nodes) {
                hears[from.id][to.id] = isIn(mask, from) == isIn(mask, to);
            }
        }
    }

    void cutOneWay(Node from, Node to) {
        hears[from.id][to.id] = false;
    }

    /** To every other node that hears this one, each by its own way. */
    void broadcast(Node from, Consumer<Node> arrives) {
        for (Node to : nodes) {
            if (to != from && hears[from.id][to.id]) {
                int copies = random.nextDouble() < duplication ? 2 : 1;
                for (int i = 0; i < copies; i++) {
                    if (random.nextDouble() >= loss) {
                        at(arrival(from, to), () -> arrives.accept(to));
                    }
                }
            }
        }
    }

    private long arrival(Node from, Node to) {
        long arrival = now + 1 + random.nextLong(longestDelay);
        if (!reorders) {
            arrival = Math.max(arrival, arrivals[from.id][to.id]);
            arrivals[from.id][to.id] = arrival;
        }
        return arrival;
    }

    void changed(Node node, String what) {
        changes++;
        note(node, what);
    }

    void note(Node node, String what) {
        history.add(now / 1_000_000 + " ms node " + node.id + " " + what);
    }

    void find(Finding.Kind kind, String detail) {
        findings.add(new Finding(kind, detail + " at " + now / 1_000_000 + " ms"));
    }

    private static boolean isIn(int mask, Node node) {
        return (mask >> node.id & 1) == 1;
    }

    private record Event(long at, long number, Runnable what) {}
}
