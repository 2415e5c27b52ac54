package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import dev.lvsfleet.vrrp.election.Watch;
import java.util.List;
import java.util.function.Predicate;

/** Machines that are broken on purpose, each with what a run must find; a simulation that passes them is worth nothing. */
enum Mutant implements Machine {
    KEEPS_ADDRESSES(Finding.Kind.HELD_WITHOUT_ROLE) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            return without(VrrpMachine.step(config, state, input, now), Effect.ReleaseAddresses.class::isInstance);
        }
    },
    BREAKS_NO_TIE(Finding.Kind.TWO_ACTIVES) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            boolean tie = state instanceof State.Active
                    && input instanceof Input.Heard(var packet, var _)
                    && packet.priority().equals(state.conditions().priority(config));
            return VrrpMachine.step(config, state, tie ? new Input.TimerFired() : input, now);
        }
    },
    SLEEPS_OVER_A_STALL(Finding.Kind.ROLE_KEPT_OVER_A_PAUSE) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            State awake = state instanceof State.Active active
                    ? new State.Active(
                            active.conditions(),
                            active.since(),
                            now,
                            active.advertAt(),
                            active.advertised(),
                            active.held(),
                            active.bursts())
                    : state;
            return VrrpMachine.step(config, awake, input, now);
        }
    },
    CLAIMS_UNABLE(Finding.Kind.ACTIVE_THOUGH_UNABLE) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            return VrrpMachine.step(config, state, input instanceof Input.Able ? new Input.Able(true) : input, now);
        }
    },
    ANNOUNCES_ONLY_WHEN_IT_CLAIMS(Finding.Kind.STALE_NEIGHBOUR) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            Step step = VrrpMachine.step(config, state, input, now);
            boolean claims = step.effects().stream().anyMatch(Effect.ClaimAddresses.class::isInstance);
            return claims ? step : without(step, Effect.Announce.class::isInstance);
        }
    },
    IS_HASTY(Finding.Kind.UNREST) {
        @Override
        public Step step(Config config, State state, Input input, Tick now) {
            Step step = VrrpMachine.step(config, state, input, now);
            if (!(step.next() instanceof State.Backup(var conditions, Watch watch))) {
                return step;
            }
            Tick soon = watch.deadline()
                    .orEarlier(now.plus(config.interval().duration().dividedBy(2)));
            Watch hasty = new Watch(
                    soon,
                    watch.notBefore(),
                    watch.interval(),
                    watch.onDeadline(),
                    watch.preemptAt(),
                    watch.deferring(),
                    watch.silent(),
                    watch.lookedAgain());
            List<Effect> effects = step.effects().stream()
                    .map(effect -> effect instanceof Effect.SetTimer ? new Effect.SetTimer(soon) : effect)
                    .toList();
            return new Step(new State.Backup(conditions, hasty), effects);
        }
    };

    final Finding.Kind expected;

    Mutant(Finding.Kind expected) {
        this.expected = expected;
    }

    private static Step without(Step step, Predicate<Effect> unwanted) {
        return new Step(
                step.next(), step.effects().stream().filter(unwanted.negate()).toList());
    }
}
