package dev.lvsfleet.vrrp.election;

import java.time.Duration;

/** Whether a Backup takes the role from an Active of lower priority that is well. Source: RFC 9568, section 6.1. */
public sealed interface Preemption {

    /** It does, after one Active_Down_Interval. */
    record Immediate() implements Preemption {}

    /** It does, but not before it has heard one for this long; meanwhile a silent Active is replaced as ever. */
    record After(Duration delay) implements Preemption {

        public After {
            if (delay.isNegative()) {
                throw new IllegalArgumentException("a preempt delay is not negative: " + delay);
            }
        }
    }

    /** It does not: who is Active stays it while it is well. */
    record Never() implements Preemption {}
}
