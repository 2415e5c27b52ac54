package dev.lvsfleet.vrrp.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Instance;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two members, one toward the clients and one toward the real servers. */
class SyncGroupMachineTest {

    private static final Config MEMBER = Instance.grouped(100);
    private static final GroupConfig CONFIG = new GroupConfig(members());

    private GroupState state = GroupState.beginning(CONFIG);
    private Tick now = new Tick(0);
    private List<MemberEffect> effects = List.of();

    @Test
    void membersTakeTheRoleInOneStep() {
        start();
        silence("out");
        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);

        silence("in");

        assertThat(roles()).containsExactly(Role.ACTIVE, Role.ACTIVE);
        assertThat(state.isActive()).isTrue();
        assertThat(did(Effect.ClaimAddresses.class)).containsExactly("out", "in");
    }

    @Test
    void aBreakOfOneLinkMakesNoSecondActive() {
        start();
        silence("out");

        hear("in", 200);
        after(Duration.ofHours(1));

        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);
    }

    @Test
    void aMemberThatLosesTheRoleTakesAllWithIt() {
        active();

        hear("out", 200);

        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);
        assertThat(did(Effect.ReleaseAddresses.class)).containsExactly("out", "in");
        assertThat(reasons()).containsExactly(Reason.HIGHER_PRIORITY, Reason.GROUP_YIELDED);
    }

    @Test
    void aMemberWithoutLinkHoldsAllUntilItIsBack() {
        active();

        of("in", new Input.Link(false));
        assertThat(roles()).containsExactly(Role.INITIALIZE, Role.INITIALIZE);
        assertThat(reasons()).containsExactly(Reason.LINK_DOWN, Reason.GROUP_FAULT);

        of("in", new Input.Link(true));
        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);
    }

    @Test
    void aStalledNodeGivesEverythingUpAtOnce() {
        active();
        after(Duration.ofSeconds(5));

        of("out", new Input.TimerFired());

        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);
        assertThat(did(Effect.ReleaseAddresses.class)).containsExactly("out", "in");
    }

    @Test
    void aSwitchOverMovesAll() {
        active();

        all(new Input.SwitchOver());

        assertThat(reasons()).containsExactly(Reason.SWITCH_OVER, Reason.SWITCH_OVER);
    }

    @Test
    void anOwnerWaitsForTheOthersOfItsGroup() {
        Map<String, Config> members = members();
        members.put("out", Instance.grouped(255));
        GroupConfig config = new GroupConfig(members);
        GroupState next = GroupState.beginning(config);
        for (Input input : List.of(new Input.Link(true), new Input.Able(true), new Input.Start())) {
            next = SyncGroupMachine.step(config, next, new GroupInput.OfAll(input), now)
                    .next();
        }

        assertThat(next.of("out").role()).isEqualTo(Role.BACKUP);
    }

    @Test
    void aGroupIsMadeOfGroupedMembers() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GroupConfig(Map.of("a", Instance.config(100))));
        assertThatIllegalArgumentException().isThrownBy(() -> new GroupConfig(Map.of()));
    }

    private void start() {
        all(new Input.Link(true));
        all(new Input.Able(true));
        all(new Input.Start());
        assertThat(roles()).containsExactly(Role.BACKUP, Role.BACKUP);
    }

    private void active() {
        start();
        silence("out");
        silence("in");
        after(Duration.ofMillis(500));
    }

    /** The member's Active is silent for as long as it takes. */
    private void silence(String member) {
        if (now.nanos() == 0) {
            after(Duration.ofSeconds(4));
        }
        of(member, new Input.TimerFired());
    }

    private void hear(String member, int priority) {
        of(member, new Input.Heard(AdvertisementRules.packet(MEMBER, new Priority(priority)), Instance.HIGHER));
    }

    private void after(Duration duration) {
        now = now.plus(duration);
    }

    private void of(String member, Input input) {
        take(new GroupInput.OfMember(member, input));
    }

    private void all(Input input) {
        take(new GroupInput.OfAll(input));
    }

    private void take(GroupInput input) {
        GroupStep step = SyncGroupMachine.step(CONFIG, state, input, now);
        state = step.next();
        effects = step.effects();
    }

    private List<Role> roles() {
        return state.members().values().stream().map(member -> member.role()).toList();
    }

    private List<String> did(Class<? extends Effect> kind) {
        return effects.stream()
                .filter(of -> kind.isInstance(of.effect()))
                .map(MemberEffect::member)
                .toList();
    }

    private List<Reason> reasons() {
        return effects.stream()
                .map(MemberEffect::effect)
                .filter(Effect.RoleChanged.class::isInstance)
                .map(effect -> ((Effect.RoleChanged) effect).reason())
                .toList();
    }

    private static Map<String, Config> members() {
        Map<String, Config> members = new LinkedHashMap<>();
        members.put("out", MEMBER);
        members.put("in", MEMBER);
        return members;
    }
}
