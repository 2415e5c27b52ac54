package dev.lvsfleet.vrrp.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

/** The machine with the steady beats is the machine: any inputs give the same effects, and the same state once caught up. */
class SteadyBeatTest {

    private static final int HISTORIES = Integer.getInteger("fleet.runs", 3_000);
    private static final int INPUTS = 200;
    private static final int LIVES = Integer.getInteger("fleet.runs", 2_000);

    @Test
    void anyInputsComeToTheSameWithBeatsAndWithout() {
        WithBeats.Counts counts = new WithBeats.Counts();
        forEachSeed(HISTORIES, seed -> new History(seed, counts).run());
        System.out.println("beats: " + HISTORIES + " histories of " + INPUTS + " inputs, " + counts);
        long all = (long) HISTORIES * INPUTS;
        assertThat(counts.advertised).as("advertised by a beat").isGreaterThan(all / 20);
        assertThat(counts.heard).as("heard by a beat").isGreaterThan(all / 20);
        assertThat(counts.stepped).as("left to the machine").isGreaterThan(all / 20);
    }

    /** The simulation's lives, each step compared. */
    @Test
    void wholeLivesComeToTheSameWithBeatsAndWithout() {
        WithBeats.Counts counts = new WithBeats.Counts();
        forEachSeed(
                LIVES,
                seed -> assertThat(new Chaos(seed, () -> new WithBeats(counts)).run().findings)
                        .isEmpty());
        System.out.println("beats: " + LIVES + " lives, " + counts);
        assertThat(counts.advertised).as("advertised by a beat").isGreaterThan(LIVES);
        assertThat(counts.heard).as("heard by a beat").isGreaterThan(LIVES);
    }

    private static void forEachSeed(int runs, LongConsumer run) {
        for (long seed = 0; seed < runs; seed++) {
            try {
                run.accept(seed);
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
    }

    /** Of one node; mostly steady, so that the beats are many and what breaks them comes in between. */
    private static final class History {

        private final Random random;
        private final WithBeats machine;
        private final AdvertInterval first;
        private Config config;
        private State state = State.BEGINNING;
        private Tick now;
        private Tick timer;
        private Input.Heard lastWord;

        History(long seed, WithBeats.Counts counts) {
            random = new Random(seed);
            machine = new WithBeats(counts);
            List<Config> group = RandomGroup.any(random);
            config = group.get(random.nextInt(group.size()));
            first = config.interval();
            now = new Tick(random.nextLong());
            timer = now;
            lastWord = word();
        }

        void run() {
            on(new Input.Link(true));
            on(new Input.Able(random.nextInt(8) > 0));
            on(new Input.Start());
            for (int i = 0; i < INPUTS; i++) {
                next();
                if (random.nextInt(8) == 0) {
                    machine.catchUp();
                }
            }
            machine.catchUp();
        }

        /** It goes on as it was; or, one time in sixteen, something happens. */
        private void next() {
            if (random.nextInt(16) == 0) {
                after(random.nextInt(120));
                on(something());
            } else if (state instanceof State.Active || random.nextInt(30) == 0) {
                now = timer.plus(percent(random.nextInt(20) == 0 ? random.nextInt(500) - 50 : random.nextInt(10)));
                on(new Input.TimerFired());
            } else {
                after(random.nextInt(20) == 0 ? random.nextInt(600) : random.nextInt(110));
                on(lastWord);
            }
        }

        private Input something() {
            return switch (random.nextInt(16)) {
                case 0 -> new Input.Able(random.nextInt(3) > 0);
                case 1 -> new Input.Link(random.nextInt(3) > 0);
                case 2 -> new Input.Tracked("check", new Track.Weighs(random.nextInt(60) - 30));
                case 3 -> new Input.Tracked("check", random.nextInt(4) > 0 ? new Track.Fine() : new Track.Faults());
                case 4, 5, 6 -> new Input.SwitchOver();
                case 7 -> new Input.Stop();
                case 8, 9 -> new Input.Start();
                case 10 -> edited();
                default -> {
                    lastWord = word();
                    yield lastWord;
                }
            };
        }

        private Input edited() {
            Config before = config;
            boolean six = before.source() instanceof Inet6Address;
            config = random.nextBoolean()
                    ? RandomGroup.with(before, RandomGroup.addresses(random, six))
                    : RandomGroup.with(before, interval(1 + random.nextInt(2)));
            return new Input.Reconfigured(before);
        }

        private AdvertInterval interval(int times) {
            return new AdvertInterval(first.centiseconds() * times);
        }

        private Input.Heard word() {
            int priority = random.nextInt(8) == 0 ? 0 : 1 + random.nextInt(254);
            InetAddress source = InetAddress.ofLiteral(
                    (config.source() instanceof Inet6Address ? "fe80::" : "192.0.2.") + (129 + 10 * random.nextInt(2)));
            return new Input.Heard(AdvertisementRules.packet(config, new Priority(priority)), source);
        }

        private void on(Input input) {
            Step step = machine.step(config, state, input, now);
            state = step.next();
            if (step.effects().getLast() instanceof Effect.SetTimer(Tick at)) {
                timer = at;
            }
        }

        private void after(int percent) {
            now = now.plus(percent(percent));
        }

        /** Of the interval, and a few nanoseconds, so that no two moments are the same by chance alone. */
        private Duration percent(int percent) {
            return Duration.ofNanos(config.interval().nanos() / 100 * percent + random.nextInt(3));
        }
    }
}
