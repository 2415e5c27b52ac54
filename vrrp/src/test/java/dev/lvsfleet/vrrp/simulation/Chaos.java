package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.Priority;
import java.net.Inet6Address;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Some time in which anything may happen, then quiet; and what must be true after it. */
final class Chaos {

    private static final double DRIFT = 0.01;

    private final World world;
    private final Random random;
    private final long interval;
    private boolean switched;

    /** @param machines one for each node */
    Chaos(long seed, Supplier<Machine> machines) {
        this.world = new World(seed);
        this.random = world.random;
        List<Config> configs = RandomGroup.any(random);
        configs.forEach(config -> world.add(config, machines.get(), 1 - DRIFT + random.nextDouble() * 2 * DRIFT));
        this.interval = configs.stream()
                .mapToLong(config -> config.interval().nanos())
                .max()
                .orElseThrow();
    }

    World run() {
        world.reorders = random.nextBoolean();
        world.longestDelay = 1 + interval / 20;
        for (Node node : world.nodes) {
            world.at(random.nextLong(5 * interval), node::boot);
        }
        int troubles = 1 + random.nextInt(12);
        for (int i = 0; i < troubles; i++) {
            world.runFor(random.nextLong(8 * interval));
            trouble();
        }
        world.runFor(random.nextLong(8 * interval));
        int sides = calm();
        world.runFor(settling());
        checkRest();
        check(sides);
        check(~sides);
        return world;
    }

    private void trouble() {
        Node node = world.nodes.get(random.nextInt(world.nodes.size()));
        switch (random.nextInt(16)) {
            case 0 -> world.loss = random.nextDouble() * 0.6;
            case 1 -> world.duplication = random.nextDouble() * 0.3;
            case 2 -> world.longestDelay = 1 + random.nextLong(interval);
            case 3 -> world.split(random.nextInt(1 << world.nodes.size()));
            case 4 -> world.connectAll();
            case 5, 6 -> world.cutOneWay(node, world.nodes.get(random.nextInt(world.nodes.size())));
            case 7, 8 -> pause(node);
            case 9 -> crashOrBoot(node);
            case 10 -> node.tell(new Input.Able(random.nextBoolean()));
            case 11 -> node.tell(new Input.Link(random.nextInt(3) > 0));
            case 13, 14 -> node.edit(RandomGroup.addresses(random, node.config.source() instanceof Inet6Address));
            case 12 -> node.tell(new Input.Tracked("check", track()));
            default -> {
                switched = true;
                node.tell(new Input.SwitchOver());
            }
        }
    }

    private Track track() {
        return switch (random.nextInt(3)) {
            case 0 -> new Track.Fine();
            case 1 -> new Track.Weighs(random.nextInt(100) - 50);
            default -> new Track.Faults();
        };
    }

    private void pause(Node node) {
        if (node.alive && !node.paused) {
            node.pauseFor(random.nextLong(10 * interval));
        }
    }

    private void crashOrBoot(Node node) {
        if (node.alive) {
            node.crash();
        } else {
            node.boot();
        }
    }

    /** The network is whole, or has two sides, and loses nothing; the hosts are left as they are. */
    private int calm() {
        int sides = random.nextInt(3) == 0 ? random.nextInt(1 << world.nodes.size()) : 0;
        world.split(sides);
        world.loss = 0;
        world.longestDelay = 1 + interval / 20;
        return sides;
    }

    /** Pauses end, whoever looks again has looked, every delay has passed, and the addresses were announced anew. */
    private long settling() {
        long delays = 0;
        for (Node node : world.nodes) {
            long preempting =
                    node.config.preemption() instanceof Preemption.After(Duration delay) ? delay.toNanos() : 0;
            delays = Math.max(delays, preempting + node.config.startupDelay().toNanos());
        }
        long down = world.nodes.stream().mapToLong(this::down).max().orElseThrow();
        return 20 * interval + delays + 5 * down;
    }

    private long down(Node node) {
        return TimingRules.activeDown(node.config, new Priority(1), node.config.interval())
                        .toNanos()
                + interval * Config.USUAL_DOWN_ADVERTS;
    }

    private void checkRest() {
        int changes = world.changes();
        world.runFor(12 * interval);
        if (changes != world.changes()) {
            world.find(Finding.Kind.UNREST, world.history.getLast());
        }
    }

    private void check(int side) {
        List<Node> nodes =
                world.nodes.stream().filter(node -> (side >> node.id & 1) == 1).toList();
        List<Node> actives = nodes.stream().filter(Node::isActive).toList();
        List<Node> eligible = nodes.stream().filter(Node::isEligible).toList();
        if (actives.size() > 1) {
            world.find(
                    Finding.Kind.TWO_ACTIVES,
                    "" + actives.stream().map(node -> node.id).toList());
        } else if (actives.isEmpty() && !eligible.isEmpty()) {
            world.find(
                    Finding.Kind.NO_ACTIVE,
                    "" + eligible.stream().map(node -> node.id).toList());
        } else if (!eligible.containsAll(actives)) {
            world.find(Finding.Kind.ACTIVE_THOUGH_OUT, "node " + actives.getFirst().id);
        } else if (actives.size() == 1) {
            check(actives.getFirst(), nodes, eligible);
        }
    }

    private void check(Node active, List<Node> side, List<Node> eligible) {
        boolean preempting =
                eligible.stream().allMatch(node -> !(node.config.preemption() instanceof Preemption.Never));
        Priority best = eligible.stream()
                .map(Chaos::priority)
                .max(Comparator.naturalOrder())
                .orElseThrow();
        if (preempting && !switched && !priority(active).equals(best)) {
            world.find(Finding.Kind.WRONG_ACTIVE, "node " + active.id);
        }
        for (Node node : side) {
            if (node.neighbour != active.id) {
                world.find(Finding.Kind.STALE_NEIGHBOUR, "beside node " + node.id + " for node " + active.id);
            }
        }
    }

    private static Priority priority(Node node) {
        return node.state.conditions().priority(node.config);
    }
}
