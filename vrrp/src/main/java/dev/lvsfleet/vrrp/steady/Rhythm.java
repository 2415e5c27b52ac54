package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.ActiveRules;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Watch;
import dev.lvsfleet.vrrp.packet.VrrpPacket;

/**
 * What repeats from a state on, and when one more beat may be taken without the machine. Pure; reckons in plain nanoseconds
 * of the monotonic clock, which may wrap, because it is asked for every packet and must not allocate. The rules are the machine's.
 */
sealed interface Rhythm {

    /** Nothing repeats: the machine is asked, whatever comes. */
    record None() implements Rhythm {}

    /**
     * An Active whose timer runs out says again what it said, and waits for the next time.
     *
     * @param word what it says
     * @param interval from one advertisement to the next
     * @param patience for how long it may have been silent without having stalled
     * @param until before this moment nothing but an advertisement is due
     */
    record Advertising(VrrpPacket word, long interval, long patience, long until) implements Rhythm {

        boolean permits(long sentAt, long advertAt, long now) {
            return !Tick.isBefore(now, advertAt)
                    && Tick.isBefore(now, until)
                    && !ActiveRules.hasStalled(sentAt, patience, now);
        }

        long nextAt(long advertAt, long now) {
            return ActiveRules.nextAt(advertAt, interval, now);
        }

        long timerAt(long advertAt) {
            return Tick.earlier(advertAt, until);
        }
    }

    /**
     * A Backup that hears the same word from the same Active again waits anew; for that no moment is too late.
     *
     * @param word what it heard last
     * @param patience for how long the Active may be silent from then on
     * @param watch what it knows of it
     */
    record Listening(Input.Heard word, long patience, Watch watch) implements Rhythm {

        boolean permits(Input.Heard heard) {
            return heard.equals(word); // the same object most likely
        }

        long timerAt(long heardAt) {
            return watch.notTooEarly(heardAt + patience);
        }
    }
}
