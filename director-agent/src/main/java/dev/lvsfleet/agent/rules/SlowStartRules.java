package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.SlowStart;
import java.time.Duration;
import java.util.Optional;

/** Decides how far a ramp is and when its weight is another number. */
public final class SlowStartRules {

    /** No ramp changes a weight more often, so that a weight of millions is no storm of changes. */
    static final Duration SHORTEST_STEP = Duration.ofMillis(100);

    private SlowStartRules() {}

    /** How far the ramp of a real server with this operator's weight is. */
    static Ramp ramp(SlowStart slowStart, int intent, Tick from, Tick now) {
        long steps = steps(slowStart, intent);
        long elapsed = Math.max(0, now.nanosSince(from));
        if (elapsed >= slowStart.duration().toNanos()) {
            return new Ramp(steps, steps);
        }
        return new Ramp(Math.min(steps - 1, elapsed / step(slowStart, steps)), steps);
    }

    /** When the weight is next another number; empty when it is the operator's already. */
    static Optional<Tick> nextChange(SlowStart slowStart, int intent, Tick from, Tick now) {
        Ramp ramp = ramp(slowStart, intent, from, now);
        int weight = WeightRules.weight(intent, Standing.RAMPING, ramp);
        if (weight >= intent) {
            return Optional.empty();
        }
        long doneThen = Math.ceilDiv((weight + 1L) * ramp.of(), (long) intent);
        return Optional.of(
                doneThen >= ramp.of()
                        ? from.plus(slowStart.duration())
                        : from.plusNanos(doneThen * step(slowStart, ramp.of())));
    }

    private static long steps(SlowStart slowStart, int intent) {
        if (slowStart.steps() > 0) {
            return slowStart.steps();
        }
        long most = Math.max(1, slowStart.duration().dividedBy(SHORTEST_STEP));
        return Math.clamp(intent, 1, most);
    }

    private static long step(SlowStart slowStart, long steps) {
        return Math.max(1, slowStart.duration().toNanos() / steps);
    }
}
