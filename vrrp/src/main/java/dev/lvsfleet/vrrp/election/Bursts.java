package dev.lvsfleet.vrrp.election;

import java.util.Optional;

/**
 * When an Active announces its addresses.
 *
 * @param lastAt when the last burst was
 * @param nextAt when the next burst is due, if one is
 * @param another whether that one is to be followed by a second: a rival was heard since the last
 * @param refreshAt when the next single message is due, if they are wanted
 */
public record Bursts(Tick lastAt, Optional<Tick> nextAt, boolean another, Optional<Tick> refreshAt) {

    /** Right after a burst that a second one follows. */
    static Bursts begunAt(Tick now, Announcing announcing) {
        return new Bursts(now, Optional.of(now.plus(announcing.secondAfter())), false, refresh(now, announcing));
    }

    /** Right after a second burst. */
    static Bursts endedAt(Tick now, Announcing announcing) {
        return new Bursts(now, Optional.empty(), false, refresh(now, announcing));
    }

    Bursts refreshedAt(Tick now, Announcing announcing) {
        return new Bursts(lastAt, nextAt, another, refresh(now, announcing));
    }

    /** A rival was heard, too soon after the last burst for one at once. */
    Bursts soon(Announcing announcing) {
        Tick soonest = lastAt.plus(announcing.apart());
        return new Bursts(lastAt, Optional.of(nextAt.map(soonest::orEarlier).orElse(soonest)), true, refreshAt);
    }

    boolean mayBurst(Tick now, Announcing announcing) {
        return !now.isBefore(lastAt.plus(announcing.apart()));
    }

    boolean burstIsDue(Tick now) {
        return isDue(nextAt, now);
    }

    boolean refreshIsDue(Tick now) {
        return isDue(refreshAt, now);
    }

    /** The earlier of the moment and of what is due here. */
    public Tick orDue(Tick moment) {
        Tick next = nextAt.map(moment::orEarlier).orElse(moment);
        return refreshAt.map(next::orEarlier).orElse(next);
    }

    private static boolean isDue(Optional<Tick> at, Tick now) {
        return at.map(tick -> !now.isBefore(tick)).orElse(false);
    }

    private static Optional<Tick> refresh(Tick now, Announcing announcing) {
        return announcing.refresh().map(now::plus);
    }
}
