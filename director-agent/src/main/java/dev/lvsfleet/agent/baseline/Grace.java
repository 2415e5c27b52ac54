package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * For how long what no document wants any more stays on a node in any case: connections that are being drained need it still.
 * For each address it counts from the document without it, whatever other documents come after. All ticks are of
 * {@link System#nanoTime()}.
 *
 * @param aim what the node shall be; empty before the first document
 * @param longestDrain the longest drain that the newest document allows, or that an earlier run of the agent began
 * @param untilTicks when it ends for each address that left the aim in this run and has not come back
 * @param othersTick when it ends for every other address: those that an earlier run left
 * @param restTick when it ends for settings, devices and the route: the newest document that lost one of them began it
 */
record Grace(
        Optional<Baseline> aim,
        Duration longestDrain,
        Map<DesiredAddress, Long> untilTicks,
        long othersTick,
        long restTick) {

    Grace {
        untilTicks = Map.copyOf(untilTicks);
    }

    /** For an agent that has just started. */
    static Grace starting(Duration longestDrain, long nowTick) {
        return new Grace(Optional.empty(), longestDrain, Map.of(), nowTick, nowTick);
    }

    boolean isAim(Baseline desired) {
        return aim.filter(desired::equals).isPresent();
    }

    /** With another aim it begins for what that one loses, as long as the longest drain of either document; what runs already is
     * never cut.
     *
     * @param least how long it is without any drain */
    Grace next(Baseline desired, DesiredState document, Duration least, long nowTick) {
        Duration drain = longestDrain(document);
        if (isAim(desired)) {
            return new Grace(aim, drain, untilTicks, othersTick, restTick);
        }
        long newTick = nowTick + longer(least, longer(drain, longestDrain)).toNanos();
        if (aim.isEmpty()) {
            return new Grace(Optional.of(desired), drain, Map.of(), newTick, newTick);
        }
        boolean loses = losesMoreThanAddresses(aim.get(), desired);
        return new Grace(
                Optional.of(desired),
                drain,
                untilTicks(aim.get(), desired, nowTick, newTick),
                othersTick,
                loses ? later(restTick, newTick) : restTick);
    }

    private Map<DesiredAddress, Long> untilTicks(Baseline before, Baseline desired, long nowTick, long newTick) {
        Map<DesiredAddress, Long> next = new HashMap<>(untilTicks);
        boolean othersMayGo = nowTick - othersTick >= 0;
        next.values().removeIf(tick -> othersMayGo && nowTick - tick >= 0); // these are no different from others by now
        before.addresses().forEach(it -> next.put(it, newTick));
        next.keySet().removeAll(desired.addresses());
        return next;
    }

    private static boolean losesMoreThanAddresses(Baseline before, Baseline after) {
        return !keys(after).containsAll(keys(before))
                || !after.devices().containsAll(before.devices())
                || !after.listeners().containsAll(before.listeners())
                || (isEnforced(before) && !isEnforced(after));
    }

    private static Set<SysctlKey> keys(Baseline baseline) {
        return baseline.settings().stream().map(Setting::key).collect(Collectors.toSet());
    }

    private static boolean isEnforced(Baseline baseline) {
        return baseline.gateway().filter(Gateway::enforce).isPresent();
    }

    Withdrawals withdrawals(long nowTick) {
        Map<DesiredAddress, Withdrawal> addresses = new HashMap<>();
        untilTicks.forEach((address, tick) -> addresses.put(address, withdrawal(tick, nowTick)));
        return new Withdrawals(addresses, withdrawal(othersTick, nowTick), withdrawal(restTick, nowTick));
    }

    private static Withdrawal withdrawal(long untilTick, long nowTick) {
        return nowTick - untilTick < 0 ? Withdrawal.NOT_YET : Withdrawal.WHEN_UNUSED;
    }

    private static long later(long one, long other) {
        return one - other < 0 ? other : one;
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
