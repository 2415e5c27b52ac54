package dev.lvsfleet.vrrp.steady;

import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.packet.VrrpPacket;

/**
 * What repeats from a state on, and when one more beat may be taken without the machine. Pure; reckons in plain nanoseconds
 * of the monotonic clock, which may wrap, because it is asked for every packet and must not allocate.
 */
sealed interface Rhythm {

    /** Nothing repeats: the machine is asked, whatever comes. */
    record None() implements Rhythm {}

    /**
     * An Active whose timer runs out on time says again what it said, and waits for the next time.
     *
     * @param word what it says
     * @param interval from one advertisement to the next
     * @param patience for how long it may have been silent without having stalled
     * @param until before this moment nothing but an advertisement is due
     */
    record Advertising(VrrpPacket word, long interval, long patience, long until) implements Rhythm {

        /** On time, and by less than an interval late: later the machine begins a new rhythm, or gives the role up. */
        boolean permits(long sentAt, long advertAt, long now) {
            long late = now - advertAt;
            return late >= 0 && late < interval && now - sentAt <= patience && now - until < 0;
        }

        long timerAt(long advertAt) {
            return advertAt - until < 0 ? advertAt : until;
        }
    }

    /**
     * A Backup that hears the same word from the same Active again waits anew; for that no moment is too late.
     *
     * @param word what it heard last
     * @param down for how long the Active may be silent
     * @param notBefore when the start-up delay ends
     */
    record Listening(Input.Heard word, long down, long notBefore) implements Rhythm {

        boolean permits(Input.Heard heard) {
            return heard.equals(word); // the same object most likely
        }

        long timerAt(long heardAt) {
            long until = heardAt + down;
            return until - notBefore < 0 ? notBefore : until;
        }
    }
}
