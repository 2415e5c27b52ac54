package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.Priority;
import java.time.Duration;

/** The moves between roles, each with all that belongs to it in its order. Pure. */
final class RoleRules {

    private RoleRules() {}

    /** Nothing stands in the way any more. Source: RFC 9568, section 6.4.1. */
    static Step start(Config config, Conditions conditions, Tick now) {
        boolean owner = config.priority().isOwner();
        Tick notBefore = now.plus(config.startupDelay());
        if (owner
                && conditions.able()
                && !config.grouped()
                && config.startupDelay().isZero()) {
            return claim(config, new State.Initialize(conditions), Reason.OWNER, now);
        }
        Duration down = owner ? Duration.ZERO : down(config, conditions);
        Reason meaning = owner ? Reason.OWNER : Reason.ACTIVE_SILENT;
        Watch watch = Watch.until(notBefore.plus(down), notBefore, config.interval(), meaning);
        return Step.of(
                new State.Backup(conditions, watch),
                new Effect.RoleChanged(Role.INITIALIZE, Role.BACKUP, Reason.STARTED));
    }

    /**
     * Takes the role. The advertisement goes first: it is what holds other Backups back. Source: RFC 9568, sections 6.4.1
     * and 6.4.2.
     */
    static Step claim(Config config, State from, Reason reason, Tick now) {
        Bursts bursts = Bursts.begunAt(now, config.announcing());
        State.Active active = new State.Active(
                from.conditions(),
                now,
                now,
                now.plus(config.interval().duration()),
                config.interval(),
                config.addresses(),
                bursts);
        return Step.of(
                active,
                advertisement(config, from.conditions()),
                new Effect.ClaimAddresses(config.addresses()),
                new Effect.Announce(config.addresses(), config.announcing().burst()),
                new Effect.RoleChanged(from.role(), Role.ACTIVE, reason));
    }

    /**
     * Gives the role up of its own will. The addresses go before the word goes out: nobody can claim them while they are
     * still here.
     */
    static Step giveUp(Config config, State.Active active, Reason reason, Tick now) {
        Conditions conditions = active.conditions();
        Tick deadline = now.plus(down(config, conditions));
        return Step.of(
                new State.Backup(conditions, Watch.until(deadline, now, config.interval(), Reason.ACTIVE_SILENT)),
                new Effect.ReleaseAddresses(active.held()),
                new Effect.SendAdvertisement(AdvertisementRules.packet(config, Priority.LEAVING)),
                new Effect.RoleChanged(Role.ACTIVE, Role.BACKUP, reason));
    }

    /**
     * Yields to a better Active. Source: RFC 9568, section 6.4.3.
     *
     * <p>It says one last word with its own priority: who wins may not have heard of it yet, and must know that the link
     * has to learn again where the addresses are. Not with priority 0, on which other Backups would shorten their wait.
     */
    static Step stepDown(Config config, State.Active active, Watch watch, Reason reason) {
        return Step.of(
                new State.Backup(active.conditions(), watch),
                new Effect.ReleaseAddresses(active.held()),
                advertisement(config, active.conditions()),
                new Effect.RoleChanged(Role.ACTIVE, Role.BACKUP, reason));
    }

    /** Takes no part any more. Nothing is said through a link that is down. Source: RFC 9568, section 6.4.3. */
    static Step leave(Config config, State.Active active, Conditions conditions, Reason reason) {
        State next = new State.Initialize(conditions);
        Effect release = new Effect.ReleaseAddresses(active.held());
        Effect changed = new Effect.RoleChanged(Role.ACTIVE, Role.INITIALIZE, reason);
        return conditions.linkUp()
                ? Step.of(
                        next,
                        release,
                        new Effect.SendAdvertisement(AdvertisementRules.packet(config, Priority.LEAVING)),
                        changed)
                : Step.of(next, release, changed);
    }

    static Effect advertisement(Config config, Conditions conditions) {
        return new Effect.SendAdvertisement(AdvertisementRules.packet(config, conditions.priority(config)));
    }

    private static Duration down(Config config, Conditions conditions) {
        return TimingRules.activeDown(config, conditions.priority(config), config.interval());
    }
}
