package dev.lvsfleet.vrrp.election;

import dev.lvsfleet.vrrp.packet.AdvertInterval;
import java.util.Optional;

/**
 * What a Backup knows of the Active.
 *
 * @param deadline when the Active counts as gone unless it is heard: Active_Down_Timer of RFC 9568, section 6.2
 * @param notBefore when the start-up delay ends
 * @param interval the Active's, as learned: Active_Adver_Interval of section 6.1
 * @param onDeadline what it means when the deadline passes
 * @param preemptAt when the preempt delay ends, once an Active of lower priority was heard
 * @param deferring whether this node gave the role away and does not preempt whoever took it
 * @param silent whether the deadline has passed, but the role cannot be taken yet
 * @param lookedAgain whether a deadline that was noticed too late has been set anew
 */
public record Watch(
        Tick deadline,
        Tick notBefore,
        AdvertInterval interval,
        Reason onDeadline,
        Optional<Tick> preemptAt,
        boolean deferring,
        boolean silent,
        boolean lookedAgain) {

    static Watch until(Tick deadline, Tick notBefore, AdvertInterval interval, Reason onDeadline) {
        return new Watch(deadline, notBefore, interval, onDeadline, Optional.empty(), false, false, false);
    }

    /** The Active was heard, or is looked for anew: all starts again, but never before the start-up delay ends. */
    Watch again(Tick until, AdvertInterval learned, Reason meaning) {
        return new Watch(
                new Tick(notTooEarly(until.nanos())), notBefore, learned, meaning, preemptAt, deferring, false, false);
    }

    /** The deadline that comes of this one, both in nanoseconds: none passes before the start-up delay ends. */
    public long notTooEarly(long until) {
        return Tick.later(until, notBefore.nanos());
    }

    Watch withOnDeadline(Reason meaning) {
        return new Watch(deadline, notBefore, interval, meaning, preemptAt, deferring, silent, lookedAgain);
    }

    Watch withPreemptAt(Optional<Tick> at) {
        return new Watch(deadline, notBefore, interval, onDeadline, at, deferring, silent, lookedAgain);
    }

    Watch deferringTo() {
        return new Watch(deadline, notBefore, interval, onDeadline, preemptAt, true, silent, lookedAgain);
    }

    Watch fallenSilent() {
        return new Watch(deadline, notBefore, interval, onDeadline, preemptAt, deferring, true, lookedAgain);
    }

    Watch lookingAgain(Tick until) {
        return new Watch(until, notBefore, interval, onDeadline, preemptAt, deferring, false, true);
    }
}
