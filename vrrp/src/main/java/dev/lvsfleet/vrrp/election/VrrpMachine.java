package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.Priority;
import java.util.Optional;

/**
 * One virtual router on one node. Source: RFC 9568, section 6.4; RFC 3768, section 6.4.
 *
 * <pre>
 *                    start                    silence, priority 0, preempting; and able
 *   Initialize ────────────────▶ Backup ────────────────────────────────────────▶ Active
 *      ▲ ▲                         │ ▲ a better Active · stalled · not able · switch-over │
 *      │ ╰──── stop, link, fault ──╯ ╰────────────────────────────────────────────────────┤
 *      ╰────────────────────────────── stop, link, fault ─────────────────────────────────╯
 * </pre>
 *
 * <p>More than the RFC: nothing is claimed while the node is not able; an Active that was silent for longer than its peers
 * wait gives the role up before it does anything else; a Backup that noticed its deadline late looks once more. The last
 * effect of every step is one {@link Effect.SetTimer} or {@link Effect.CancelTimer}. Pure and stateless.
 */
public final class VrrpMachine {

    private VrrpMachine() {}

    /** The state after the input, and what follows from it. */
    public static Step step(Config config, State state, Input input, Tick now) {
        Step step = afterStall(config, state, input, now);
        return step.and(timer(step.next()));
    }

    /** First out of the role, then whatever the input was. */
    private static Step afterStall(Config config, State state, Input input, Tick now) {
        if (state instanceof State.Active active && ActiveRules.hasStalled(config, active, now)) {
            Step given = RoleRules.giveUp(config, active, Reason.STALLED, now);
            return react(config, given.next(), input, now).after(given.effects());
        }
        return react(config, state, input, now);
    }

    private static Step react(Config config, State state, Input input, Tick now) {
        return switch (input) {
            case Input.Start _ -> changed(config, state, state.conditions().withStarted(true), now);
            case Input.Stop _ -> changed(config, state, state.conditions().withStarted(false), now);
            case Input.Link(boolean up) ->
                changed(config, state, state.conditions().withLinkUp(up), now);
            case Input.Able(boolean able) ->
                changed(config, state, state.conditions().withAble(able), now);
            case Input.Tracked(String name, Track track) ->
                changed(config, state, state.conditions().withTrack(name, track), now);
            case Input.GroupHolds(boolean held) ->
                changed(config, state, state.conditions().withGroupHeld(held), now);
            case Input.Heard heard -> heard(config, state, heard, now);
            case Input.TimerFired _ -> timerFired(config, state, now);
            case Input.SwitchOver _ -> switchOver(config, state, now);
            case Input.Reconfigured(Config before) -> reconfigured(before, config, state, now);
            case Input.GroupClaims _ ->
                state instanceof State.Backup backup ? BackupRules.groupClaims(config, backup, now) : Step.of(state);
            case Input.GroupYields _ ->
                state instanceof State.Active active
                        ? RoleRules.giveUp(config, active, Reason.GROUP_YIELDED, now)
                        : Step.of(state);
        };
    }

    private static Step changed(Config config, State state, Conditions conditions, Tick now) {
        Optional<Reason> obstacle = conditions.obstacle();
        return switch (state) {
            case State.Initialize _ ->
                obstacle.isPresent()
                        ? Step.of(new State.Initialize(conditions))
                        : RoleRules.start(config, conditions, now);
            case State.Backup backup ->
                obstacle.map(reason -> Step.of(
                                new State.Initialize(conditions),
                                new Effect.RoleChanged(Role.BACKUP, Role.INITIALIZE, reason)))
                        .orElseGet(() -> changedBackup(config, backup, conditions, now));
            case State.Active active ->
                obstacle.map(reason -> RoleRules.leave(config, active, conditions, reason))
                        .orElseGet(() -> changedActive(config, active.with(conditions), now));
        };
    }

    private static Step changedBackup(Config config, State.Backup backup, Conditions conditions, Tick now) {
        State.Backup next = new State.Backup(conditions, backup.watch());
        if (conditions.able() && !backup.conditions().able()) {
            return BackupRules.able(config, next, now);
        }
        Priority before = backup.conditions().priority(config);
        return BackupRules.reweighed(config, next, before);
    }

    private static Step changedActive(Config config, State.Active active, Tick now) {
        return active.conditions().able() ? Step.of(active) : RoleRules.giveUp(config, active, Reason.NOT_ABLE, now);
    }

    private static Step heard(Config config, State state, Input.Heard heard, Tick now) {
        return switch (state) {
            case State.Initialize _ -> Step.of(state);
            case State.Backup backup -> BackupRules.heard(config, backup, heard.packet(), now);
            case State.Active active -> ActiveRules.heard(config, active, heard.packet(), heard.source(), now);
        };
    }

    private static Step timerFired(Config config, State state, Tick now) {
        return switch (state) {
            case State.Initialize _ -> Step.of(state);
            case State.Backup backup -> BackupRules.timerFired(config, backup, now);
            case State.Active active -> ActiveRules.timerFired(config, active, now);
        };
    }

    private static Step switchOver(Config config, State state, Tick now) {
        if (!(state instanceof State.Active active)) {
            return Step.of(state);
        }
        Step given = RoleRules.giveUp(config, active, Reason.SWITCH_OVER, now);
        return given.next() instanceof State.Backup backup
                ? new Step(backup.with(backup.watch().deferringTo()), given.effects())
                : given;
    }

    private static Step reconfigured(Config before, Config config, State state, Tick now) {
        return switch (state) {
            case State.Initialize _ -> Step.of(state);
            case State.Backup backup -> BackupRules.reconfigured(before, config, backup, now);
            case State.Active active -> ActiveRules.reconfigured(config, active, now);
        };
    }

    /** What every step into the state ends with: for a shell that lost its timer, too. */
    public static Effect timer(State state) {
        return switch (state) {
            case State.Initialize _ -> new Effect.CancelTimer();
            case State.Backup backup ->
                backup.watch().silent()
                        ? new Effect.CancelTimer()
                        : new Effect.SetTimer(backup.watch().deadline());
            case State.Active active -> new Effect.SetTimer(active.bursts().orDue(active.advertAt()));
        };
    }
}
