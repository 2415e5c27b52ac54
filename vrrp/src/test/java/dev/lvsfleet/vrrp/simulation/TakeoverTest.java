package dev.lvsfleet.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** How long a takeover takes, and what a partition costs; times in advertisement intervals, clocks off by up to a per cent. */
class TakeoverTest {

    private static final int RUNS = Integer.getInteger("fleet.runs", 2_000);
    private static final double DRIFT = 0.01;

    /** RFC 9568, section 6.1: not before three intervals without an advertisement, and not after those and the skew. */
    @Test
    void aDeadActiveIsReplacedWithinItsDownIntervalAndNeverWhileItLives() {
        Figures figures = new Figures("kill");
        forEachSeed(seed -> {
            World world = settled(seed, 3);
            Node dead = world.nodes.get(0);
            Node next = world.nodes.get(1);
            world.runFor(world.random.nextLong(10 * interval(world)));
            long sent = dead.sentAt;
            long killed = world.now();
            dead.crash();

            world.runFor(10 * interval(world));

            long bound = TimingRules.activeDown(next.config, next.config.priority(), next.config.interval())
                    .toNanos();
            assertThat(next.activeSince).as("seed %d: who took over", seed).hasSize(1);
            assertThat(world.nodes.get(2).activeSince)
                    .as("seed %d: nobody else", seed)
                    .isEmpty();
            long since = next.activeSince.getFirst();
            assertThat(since - sent)
                    .as("seed %d: from the last advertisement", seed)
                    .isBetween(
                            (long) (3 * interval(world) * (1 - DRIFT)),
                            (long) (bound * (1 + 2 * DRIFT)) + world.longestDelay);
            figures.add(since - killed, interval(world));
        });
        figures.print();
    }

    /** RFC 9568, section 6.4.2: after priority 0 the skew is all that is waited for. */
    @Test
    void anActiveThatLeavesIsReplacedWithinTheSkew() {
        Figures figures = new Figures("clean stop");
        forEachSeed(seed -> {
            World world = settled(seed, 3);
            Node next = world.nodes.get(1);
            world.runFor(world.random.nextLong(10 * interval(world)));
            long stopped = world.now();
            world.nodes.get(0).tell(new Input.Stop());

            world.runFor(10 * interval(world));

            long skew = TimingRules.skew(next.config.protocol(), next.config.priority(), next.config.interval())
                    .toNanos();
            assertThat(next.activeSince).as("seed %d", seed).hasSize(1);
            assertThat(next.activeSince.getFirst() - stopped)
                    .as("seed %d", seed)
                    .isLessThanOrEqualTo((long) (skew * (1 + 2 * DRIFT)) + world.longestDelay);
            figures.add(next.activeSince.getFirst() - stopped, interval(world));
        });
        figures.print();
    }

    /** Two Actives cannot be helped while neither hears the other; they end with the first advertisement that gets through. */
    @Test
    void aPartitionCostsTwoActivesUntilItHealsAndHealsWithFreshAnnouncements() {
        Figures apart = new Figures("two Actives in a partition of 10 intervals");
        Figures healed = new Figures("two Actives after it healed");
        forEachSeed(seed -> {
            World world = settled(seed, 2);
            Node first = world.nodes.get(0);
            Node second = world.nodes.get(1);
            long cut = world.now();
            world.split(1);
            world.runFor(10 * interval(world));
            long heal = world.now();
            assertThat(first.isActive() && second.isActive())
                    .as("seed %d", seed)
                    .isTrue();
            world.connectAll();

            while (second.isActive()) {
                world.runFor(interval(world) / 100);
            }

            long over = world.now();
            assertThat(over - heal)
                    .as("seed %d: from the heal to one Active", seed)
                    .isLessThanOrEqualTo((long) (interval(world) * 1.02) + world.longestDelay + interval(world) / 50);
            assertThat(second.held).as("seed %d", seed).isEmpty();
            world.runFor(3 * interval(world));
            assertThat(first.isActive()).as("seed %d", seed).isTrue();
            assertThat(first.announcedAt)
                    .as("seed %d: announced after the heal", seed)
                    .isGreaterThan(heal);
            assertThat(world.nodes).as("seed %d: who is sent to", seed).allMatch(node -> node.neighbour == first.id);
            apart.add(heal - second.activeSince.getFirst(), interval(world));
            healed.add(over - heal, interval(world));
            assertThat(heal).isGreaterThan(cut);
        });
        apart.print();
        healed.print();
    }

    /** A stalled Active that wakes up gives up at once, though its peer is of lower priority, and takes the role back later. */
    @Test
    void aPausedActiveIsNoSecondActiveForLongerThanItTakesToWakeUp() {
        forEachSeed(seed -> {
            World world = settled(seed, 2);
            Node first = world.nodes.get(0);
            first.pauseFor(6 * interval(world));
            world.runFor(6 * interval(world));
            int changes = first.activeSince.size();

            world.runFor(2);

            assertThat(first.isActive()).as("seed %d: after waking up", seed).isFalse();
            assertThat(first.held).as("seed %d", seed).isEmpty();
            world.runFor(20 * interval(world));
            assertThat(first.activeSince).as("seed %d: preempts later", seed).hasSize(changes + 1);
            assertThat(world.nodes.get(1).isActive()).as("seed %d", seed).isFalse();
        });
    }

    private static World settled(long seed, int nodes) {
        World world = new World(seed);
        for (Config config : RandomGroup.plain(world.random, nodes)) {
            world.add(config, VrrpMachine::step, 1 - DRIFT + world.random.nextDouble() * 2 * DRIFT);
        }
        world.longestDelay = 1 + interval(world) / 50;
        world.nodes.get(0).boot();
        world.runFor(5 * interval(world));
        world.nodes.forEach(Node::boot);
        world.runFor((20 + world.random.nextInt(10)) * interval(world));
        assertThat(world.nodes.get(0).isActive()).as("seed %d", seed).isTrue();
        return world;
    }

    private static long interval(World world) {
        return world.nodes.get(0).config.interval().nanos();
    }

    private static void forEachSeed(LongConsumer property) {
        for (long seed = 0; seed < RUNS; seed++) {
            property.accept(seed);
        }
    }

    /** Times of many runs, in intervals. */
    private static final class Figures {

        private final String what;
        private final List<Double> times = new ArrayList<>();

        Figures(String what) {
            this.what = what;
        }

        void add(long nanos, long interval) {
            times.add((double) nanos / interval);
        }

        void print() {
            List<Double> sorted = times.stream().sorted().toList();
            System.out.printf(
                    "%s: %d runs, in intervals: median %.2f, p99 %.2f, longest %.2f%n",
                    what,
                    sorted.size(),
                    sorted.get(sorted.size() / 2),
                    sorted.get(sorted.size() * 99 / 100),
                    sorted.getLast());
        }
    }
}
