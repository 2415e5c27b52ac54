package dev.lvsfleet.vrrp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Instance;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.simulation.RandomGroup;
import dev.lvsfleet.vrrp.simulation.WithBeats;
import dev.lvsfleet.vrrp.steady.SteadyBeat;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A member's beat moves no other member: the group's machine alone comes to the same. A failure names its seed. */
class SyncGroupBeatsTest {

    private static final int RUNS = 2_000;
    private static final int STEPS = 150;
    private static final List<String> NAMES = List.of("out", "in", "back");
    private static final Config MEMBER = Instance.grouped(100);
    private static final List<Config> EDITS = List.of(
            MEMBER,
            Instance.grouped(120),
            RandomGroup.with(MEMBER, List.of(Instance.VIP, Instance.LOWER)),
            RandomGroup.with(MEMBER, new AdvertInterval(150)));
    private static final Input.Heard BETTER =
            new Input.Heard(AdvertisementRules.packet(MEMBER, new Priority(200)), Instance.HIGHER);

    private final Map<String, SteadyBeat> beats = new LinkedHashMap<>();
    private final Map<String, Tick> timers = new LinkedHashMap<>();
    private final Map<String, Config> members = new LinkedHashMap<>();
    private GroupConfig config = new GroupConfig(Map.of("none", MEMBER));
    private GroupState alone = new GroupState(Map.of());
    private GroupState withBeats = alone;
    private Tick now = new Tick(0);
    private final WithBeats.Counts counts = new WithBeats.Counts();
    private long edited;

    @Test
    void aGroupComesToTheSameWithBeatsAndWithout() {
        for (long seed = 0; seed < RUNS; seed++) {
            try {
                run(new Random(seed));
            } catch (AssertionError failure) {
                throw new AssertionError("seed " + seed + ": " + failure.getMessage(), failure);
            }
        }
        System.out.println("beats of sync groups: " + RUNS + " histories of " + STEPS + " inputs, "
                + counts.advertised + " advertisements sent and " + counts.heard + " heard by a beat, " + edited
                + " edits");
        assertThat(counts.advertised).as("advertised by a beat").isGreaterThan(RUNS * 10L);
        assertThat(counts.heard).as("heard by a beat").isGreaterThan(RUNS * 10L);
        assertThat(edited).as("edits of a member").isGreaterThan(RUNS);
    }

    private void run(Random random) {
        now = new Tick(random.nextLong());
        for (String name : NAMES) {
            members.put(name, MEMBER);
            beats.put(name, new SteadyBeat(MEMBER));
            timers.put(name, now);
        }
        config = new GroupConfig(members);
        alone = GroupState.beginning(config);
        withBeats = alone;
        tell();
        for (Input input : List.of(new Input.Link(true), new Input.Able(true), new Input.Start())) {
            step(new GroupInput.OfAll(input));
        }
        boolean listening = random.nextBoolean();
        for (int i = 0; i < STEPS; i++) {
            String member = NAMES.get(random.nextInt(NAMES.size()));
            if (random.nextInt(12) == 0) {
                now = now.plus(Duration.ofMillis(random.nextInt(1_200)));
                step(something(random, member));
                listening = random.nextBoolean();
            } else if (listening) {
                now = now.plus(Duration.ofMillis(random.nextInt(500)));
                step(new GroupInput.OfMember(member, BETTER));
            } else {
                String next = NAMES.stream()
                        .reduce((one, other) -> timer(other).isBefore(timer(one)) ? other : one)
                        .orElseThrow();
                now = timer(next).orLater(now).plus(Duration.ofMillis(random.nextInt(40)));
                step(new GroupInput.OfMember(next, new Input.TimerFired()));
            }
        }
    }

    private GroupInput something(Random random, String member) {
        return switch (random.nextInt(8)) {
            case 0 -> new GroupInput.OfMember(member, new Input.Link(random.nextInt(3) > 0));
            case 1 -> new GroupInput.OfAll(new Input.Able(random.nextInt(4) > 0));
            case 2 -> new GroupInput.OfAll(new Input.SwitchOver());
            case 3 -> new GroupInput.OfMember(member, new Input.Tracked("check", new Track.Weighs(random.nextInt(20))));
            case 4 -> new GroupInput.OfMember(member, new Input.Heard(BETTER.packet(), Instance.LOWER));
            case 5, 6 -> new GroupInput.OfMember(member, edited(random, member));
            default -> new GroupInput.OfAll(new Input.Link(true));
        };
    }

    /** The group alone makes its step; beside it one member takes a beat, or all are caught up and the group steps. */
    private void step(GroupInput input) {
        GroupStep wanted = SyncGroupMachine.step(config, alone, input, now);
        alone = wanted.next();
        wanted.effects().forEach(this::keepTimer);
        if (input instanceof GroupInput.OfMember(String member, Input of)
                && beatOf(member).take(of, now.nanos())) {
            assertThat(WithBeats.repeated(beatOf(member), counts).stream()
                            .map(effect -> new MemberEffect(member, effect))
                            .toList())
                    .isEqualTo(wanted.effects());
            return;
        }
        NAMES.forEach(name -> withBeats = withBeats.with(name, beatOf(name).state()));
        GroupStep step = SyncGroupMachine.step(config, withBeats, input, now);
        assertThat(step).isEqualTo(wanted);
        withBeats = step.next();
        tell();
        if (input instanceof GroupInput.OfMember(String member, Input of)) {
            beatOf(member).movedBy(of);
        }
    }

    private void tell() {
        withBeats.members().forEach((name, state) -> beatOf(name).moved(config.of(name), state));
    }

    /** One member has other addresses, another interval or another priority from now on. */
    private Input edited(Random random, String member) {
        Config before = config.of(member);
        members.put(member, EDITS.get(random.nextInt(EDITS.size())));
        config = new GroupConfig(members);
        edited += before.equals(config.of(member)) ? 0 : 1;
        return new Input.Reconfigured(before);
    }

    private void keepTimer(MemberEffect of) {
        if (of.effect() instanceof Effect.SetTimer(Tick at)) {
            timers.put(of.member(), at);
        } else if (of.effect() instanceof Effect.CancelTimer) {
            timers.put(of.member(), now.plus(Duration.ofHours(1)));
        }
    }

    private Tick timer(String member) {
        return Objects.requireNonNull(timers.get(member), member);
    }

    private SteadyBeat beatOf(String member) {
        return Objects.requireNonNull(beats.get(member), member);
    }
}
