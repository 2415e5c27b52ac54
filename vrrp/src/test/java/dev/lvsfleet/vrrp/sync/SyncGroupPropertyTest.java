package dev.lvsfleet.vrrp.sync;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Instance;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds of a sync group of three after any history of inputs. A failure names its seed. */
class SyncGroupPropertyTest {

    private static final int RUNS = 3_000;
    private static final int STEPS = 100;
    private static final List<String> NAMES = List.of("out", "in", "back");
    private static final Config MEMBER = Instance.grouped(100);

    @Test
    void afterEveryStepAllMembersAreActiveOrNone() {
        int actives = 0;
        for (long seed = 0; seed < RUNS; seed++) {
            actives += run(new Random(seed), seed);
        }
        System.out.println("sync groups: " + RUNS + " histories of " + STEPS + " inputs, Active after " + actives);
        assertThat(actives).as("steps with the role").isGreaterThan(RUNS);
    }

    private static int run(Random random, long seed) {
        Map<String, Config> members = new LinkedHashMap<>();
        NAMES.forEach(name -> members.put(name, MEMBER));
        GroupConfig config = new GroupConfig(members);
        GroupState state = GroupState.beginning(config);
        Tick now = new Tick(random.nextLong());
        Set<String> held = new HashSet<>();
        int actives = 0;
        for (int i = 0; i < STEPS; i++) {
            now = now.plus(Duration.ofMillis(random.nextInt(4) == 0 ? random.nextInt(4_000) : random.nextInt(900)));
            GroupStep step = SyncGroupMachine.step(config, state, input(random, i), now);
            state = step.next();
            step.effects().forEach(effect -> perform(effect, held));
            long active = state.members().values().stream()
                    .filter(State.Active.class::isInstance)
                    .count();
            assertThat(active).as("seed %d, step %d: Active members", seed, i).isIn(0L, (long) NAMES.size());
            assertThat(held)
                    .as("seed %d, step %d: who holds addresses", seed, i)
                    .hasSize((int) active);
            actives += active > 0 ? 1 : 0;
        }
        return actives;
    }

    private static void perform(MemberEffect of, Set<String> held) {
        switch (of.effect()) {
            case Effect.ClaimAddresses _ -> held.add(of.member());
            case Effect.ReleaseAddresses _ -> held.remove(of.member());
            case Effect.SendAdvertisement _, Effect.Announce _, Effect.SetTimer _ -> {}
            case Effect.CancelTimer _, Effect.RoleChanged _ -> {}
        }
    }

    private static GroupInput input(Random random, int step) {
        if (step < 3) {
            return new GroupInput.OfAll(List.of(new Input.Link(true), new Input.Able(true), new Input.Start())
                    .get(step));
        }
        String member = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(20)) {
            case 0 -> new GroupInput.OfMember(member, new Input.Link(random.nextInt(4) > 0));
            case 1 -> new GroupInput.OfAll(new Input.Able(random.nextInt(4) > 0));
            case 2 -> new GroupInput.OfAll(new Input.SwitchOver());
            case 3 -> new GroupInput.OfMember(member, new Input.Tracked("check", new Track.Fine()));
            case 4 -> new GroupInput.OfMember(member, new Input.Tracked("check", new Track.Faults()));
            case 5, 6 -> new GroupInput.OfMember(member, heard(random));
            case 7 -> new GroupInput.OfAll(new Input.Link(true));
            default -> new GroupInput.OfAll(new Input.TimerFired());
        };
    }

    private static Input heard(Random random) {
        int priority = random.nextInt(3) * 100;
        return new Input.Heard(
                AdvertisementRules.packet(MEMBER, new Priority(priority)),
                random.nextBoolean() ? Instance.HIGHER : Instance.LOWER);
    }
}
