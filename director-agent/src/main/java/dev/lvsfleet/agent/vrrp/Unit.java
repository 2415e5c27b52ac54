package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import dev.lvsfleet.vrrp.sync.GroupConfig;
import dev.lvsfleet.vrrp.sync.GroupInput;
import dev.lvsfleet.vrrp.sync.GroupState;
import dev.lvsfleet.vrrp.sync.GroupStep;
import dev.lvsfleet.vrrp.sync.MemberEffect;
import dev.lvsfleet.vrrp.sync.SyncGroupMachine;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Virtual routers about which is decided together: one alone, or a sync group. Used by one thread. */
final class Unit {

    /** Does what the machine said of one router. */
    interface Performer {

        void perform(VirtualRouter router, Effect effect);

        /** It took a beat. */
        void repeat(VirtualRouter router);
    }

    private final Map<String, VirtualRouter> members = new LinkedHashMap<>();
    private final Performer performer;
    private @Nullable GroupConfig config;
    private @Nullable GroupState group;

    /** @param members of one sync group, or one that is in none; all in their beginning */
    Unit(Collection<VirtualRouter> members, Performer performer) {
        members.forEach(member -> {
            this.members.put(member.settings().name(), member);
            member.joins(this);
        });
        this.performer = performer;
        readSettings();
        if (config != null) {
            group = GroupState.beginning(config);
            group.members().forEach((name, state) -> member(name).moved(state));
        }
    }

    Collection<VirtualRouter> members() {
        return members.values();
    }

    /** After a member's settings changed. */
    void readSettings() {
        VirtualRouter first = members.values().iterator().next();
        if (first.settings().syncGroup().isPresent()) {
            Map<String, Config> configs = new LinkedHashMap<>();
            members.forEach(
                    (name, member) -> configs.put(name, member.settings().election()));
            config = new GroupConfig(configs);
        }
    }

    /** Something happened to one of them: it takes it as a beat, or the machine says what comes of it. */
    void step(VirtualRouter router, Input input, long now) {
        if (router.beat().take(input, now)) {
            performer.repeat(router);
        } else {
            stepMachine(router, input, new Tick(now));
        }
    }

    private void stepMachine(VirtualRouter router, Input input, Tick now) {
        if (config != null && group != null) {
            String name = router.settings().name();
            perform(SyncGroupMachine.step(config, caughtUp(group), new GroupInput.OfMember(name, input), now));
        } else {
            Step step = VrrpMachine.step(router.settings().election(), router.state(), input, now);
            router.moved(step.next());
            List<Effect> effects = step.effects();
            for (int i = 0; i < effects.size(); i++) {
                performer.perform(router, effects.get(i));
            }
        }
        router.beat().movedBy(input);
    }

    /** Something happened to all of them. */
    void stepAll(Input input, long now) {
        if (config != null && group != null) {
            perform(SyncGroupMachine.step(config, caughtUp(group), new GroupInput.OfAll(input), new Tick(now)));
        } else {
            members.values().forEach(member -> step(member, input, now));
        }
    }

    /** What one member repeats moves no other one, but what happens next may concern all. */
    private GroupState caughtUp(GroupState last) {
        GroupState state = last;
        for (VirtualRouter member : members.values()) {
            state = state.with(member.settings().name(), member.state());
        }
        return state;
    }

    private void perform(GroupStep step) {
        group = step.next();
        step.next().members().forEach((name, state) -> member(name).moved(state));
        for (MemberEffect effect : step.effects()) {
            performer.perform(member(effect.member()), effect.effect());
        }
    }

    private VirtualRouter member(String name) {
        return Objects.requireNonNull(members.get(name), name);
    }
}
