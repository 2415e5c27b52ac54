package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.PoolPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * For how long what no document wants any more stays on a node in any case: connections that are being drained need it still.
 *
 * @param aim what the node shall be; empty before the first document
 * @param longestDrain the longest drain that the newest document allows, or that an earlier run of the agent began
 * @param untilTick when it ends, in {@link System#nanoTime()}
 */
record Grace(Optional<Baseline> aim, Duration longestDrain, long untilTick) {

    /** For an agent that has just started. */
    static Grace starting(Duration longestDrain, long nowTick) {
        return new Grace(Optional.empty(), longestDrain, nowTick);
    }

    boolean isAim(Baseline desired) {
        return aim.filter(desired::equals).isPresent();
    }

    /** With another aim it begins anew, as long as the longest drain of either document; what ran already is never cut.
     *
     * @param least how long it is without any drain */
    Grace next(Baseline desired, DesiredState document, Duration least, long nowTick) {
        Duration drain = longestDrain(document);
        if (isAim(desired)) {
            return new Grace(aim, drain, untilTick);
        }
        long newTick = nowTick + longer(least, longer(drain, longestDrain)).toNanos();
        boolean cut = aim.isPresent() && untilTick - newTick > 0;
        return new Grace(Optional.of(desired), drain, cut ? untilTick : newTick);
    }

    Withdrawal withdrawal(long nowTick) {
        return nowTick - untilTick < 0 ? Withdrawal.NOT_YET : Withdrawal.WHEN_UNUSED;
    }

    private static Duration longestDrain(DesiredState document) {
        return document.services().stream()
                .map(DesiredService::policy)
                .map(PoolPolicy::drainTimeout)
                .reduce(Duration.ZERO, Grace::longer);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? other : one;
    }
}
