package dev.lvsfleet.agent.failover;

import dev.lvsfleet.contract.SwitchOver;
import dev.lvsfleet.contract.VirtualRouter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What this run of the agent remembers of its part in one virtual router.
 *
 * @param router as the document in force has it
 * @param everAble whether its addresses have led somewhere here since the agent began
 * @param wish the newest wish to give the role away that was seen; 0 for none
 * @param switchedOver the newest that was obeyed; 0 for none
 * @param impairedTick since when some of its services are not programmed, in {@link System#nanoTime()}; null while all are
 * @param told what the election was last told; null before anything
 * @param problem what is not as it should be; empty for nothing
 */
record Seat(
        VirtualRouter router,
        boolean everAble,
        long wish,
        long switchedOver,
        @Nullable Long impairedTick,
        @Nullable Claim told,
        String problem) {

    /** A part that is new here: a wish that it comes with is not for this run to obey. */
    static Seat taken(VirtualRouter router) {
        return new Seat(router, false, wish(router), 0, null, null, "");
    }

    /**
     * The same part by another document; its new wish, if it has one, has been dealt with. The election is told anew how fit
     * this node is: it may have made a new virtual router of it.
     */
    Seat under(VirtualRouter newest, boolean obeyed) {
        long wished = wish(newest);
        return new Seat(
                newest, everAble, Math.max(wish, wished), obeyed ? wished : switchedOver, impairedTick, null, problem);
    }

    /** Whether that document brings a wish that this run has not seen. */
    boolean hasNewWish(VirtualRouter newest) {
        return wish(newest) > wish;
    }

    Seat found(Fitness fitness, long nowTick) {
        boolean able = everAble || fitness.ability() != Fitness.Ability.UNABLE;
        Long since = fitness.ability() != Fitness.Ability.IMPAIRED
                ? null
                : impairedTick == null ? Long.valueOf(nowTick) : impairedTick;
        return new Seat(router, able, wish, switchedOver, since, told, fitness.problem());
    }

    /** Whether it has been impaired for that long. */
    boolean isImpairedFor(Duration patience, long nowTick) {
        return impairedTick != null && nowTick - impairedTick >= patience.toNanos();
    }

    Seat with(Claim claim) {
        return new Seat(router, everAble, wish, switchedOver, impairedTick, claim, problem);
    }

    private static long wish(VirtualRouter router) {
        SwitchOver wish = router.switchOver();
        return wish == null ? 0 : wish.id();
    }
}
