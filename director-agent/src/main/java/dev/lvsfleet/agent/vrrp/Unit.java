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
import java.util.Comparator;
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
    private boolean condemned;

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

    /** One of them failed in this step: all are about to leave, and take nothing any more. */
    void condemn() {
        condemned = true;
    }

    boolean isCondemned() {
        return condemned;
    }

    /** What was to come of it comes now. */
    void leaves() {
        condemned = false;
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
            GroupStep step = SyncGroupMachine.step(config, caughtUp(group), new GroupInput.OfMember(name, input), now);
            moved(step);
            router.beat().movedBy(input);
            perform(step.effects());
        } else {
            Step step = VrrpMachine.step(router.settings().election(), router.state(), input, now);
            router.moved(step.next());
            router.beat().movedBy(input);
            perform(router, step.effects());
        }
    }

    /** Something happened to all of them. */
    void stepAll(Input input, long now) {
        if (config != null && group != null) {
            GroupStep step = SyncGroupMachine.step(config, caughtUp(group), new GroupInput.OfAll(input), new Tick(now));
            moved(step);
            perform(step.effects());
        } else {
            Failures failures = new Failures();
            members.values().forEach(member -> failures.attempt(() -> step(member, input, now)));
            failures.end();
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

    private void moved(GroupStep step) {
        group = step.next();
        step.next().members().forEach((name, state) -> member(name).moved(state));
    }

    /** All of them, also when one fails: the last one is the timer, without which a router does nothing any more. */
    private void perform(VirtualRouter router, List<Effect> effects) {
        Failures failures = new Failures();
        for (int i = 0; i < effects.size(); i++) {
            Effect effect = effects.get(i);
            failures.attempt(() -> performer.perform(router, effect));
        }
        failures.end();
    }

    /** First of those that have something to prove, before the others say or hold anything; each one's in their order. */
    private void perform(List<MemberEffect> effects) {
        Failures failures = new Failures();
        effects.stream()
                .sorted(Comparator.comparing(
                        of -> !member(of.member()).probation.isOnTrial()))
                .toList() // all are sorted before the first one ends a trial
                .forEach(of -> failures.attempt(() -> performer.perform(member(of.member()), of.effect())));
        failures.end();
    }

    private VirtualRouter member(String name) {
        return Objects.requireNonNull(members.get(name), name);
    }
}
