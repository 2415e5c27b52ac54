package dev.lvsfleet.vrrp.sync;

import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import java.util.ArrayList;
import java.util.List;

/**
 * Virtual routers that move together: a node that is Active on one side of a director must be it on the other.
 *
 * <ul>
 *   <li>A member that takes no part (link down, fault, stopped) holds all others in Initialize.
 *   <li>A member that loses the role makes all others yield.
 *   <li>The role is taken by all members in one step, and only when each of them would take it alone: its Active is silent
 *       or to be preempted, and the node is able. So a break on one link alone makes no second Active on it.
 * </ul>
 *
 * <p>Pure and stateless.
 */
public final class SyncGroupMachine {

    private SyncGroupMachine() {}

    /** The state after the input, and what follows from it, member by member. */
    public static GroupStep step(GroupConfig config, GroupState state, GroupInput input, Tick now) {
        Move move = new Move(config, now, state);
        switch (input) {
            case GroupInput.OfMember(String member, Input of) -> move.step(member, of);
            case GroupInput.OfAll(Input of) -> config.members().keySet().forEach(member -> move.step(member, of));
        }
        move.holdTogether();
        move.yieldTogether(state);
        move.claimTogether();
        return new GroupStep(move.state, move.effects);
    }

    /** What has come of the input so far. */
    private static final class Move {

        private final GroupConfig config;
        private final Tick now;
        private final List<MemberEffect> effects = new ArrayList<>();
        private GroupState state;

        Move(GroupConfig config, Tick now, GroupState state) {
            this.config = config;
            this.now = now;
            this.state = state;
        }

        void step(String member, Input input) {
            Step step = VrrpMachine.step(config.of(member), state.of(member), input, now);
            state = state.with(member, step.next());
            step.effects().forEach(effect -> effects.add(new MemberEffect(member, effect)));
        }

        void holdTogether() {
            for (String member : config.members().keySet()) {
                boolean held = othersAreOut(member);
                if (state.of(member).conditions().groupHeld() != held) {
                    step(member, new Input.GroupHolds(held));
                }
            }
        }

        void yieldTogether(GroupState before) {
            boolean lost = config.members().keySet().stream()
                    .anyMatch(member -> isActive(before.of(member)) && !isActive(state.of(member)));
            if (lost) {
                all(new Input.GroupYields());
            }
        }

        void claimTogether() {
            if (state.all(member -> member instanceof State.Backup backup && backup.isWilling())) {
                all(new Input.GroupClaims());
            }
        }

        private void all(Input input) {
            config.members().keySet().forEach(member -> step(member, input));
        }

        private boolean othersAreOut(String member) {
            return config.members().keySet().stream()
                    .filter(other -> !other.equals(member))
                    .anyMatch(
                            other -> state.of(other).conditions().ownObstacle().isPresent());
        }

        private static boolean isActive(State state) {
            return state instanceof State.Active;
        }
    }
}
