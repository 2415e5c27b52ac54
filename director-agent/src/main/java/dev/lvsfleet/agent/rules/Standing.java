package dev.lvsfleet.agent.rules;

/** What the rules of its pool let a real server do. */
public enum Standing {
    /** It serves. */
    IN_POOL,
    /** It serves with a share of its weight that grows. */
    RAMPING,
    /** It is down and serves all the same, because too many are down. */
    HELD,
    /** It keeps the connections it has and gets no new ones. */
    QUIESCED,
    /** It is down and not in the table. */
    EJECTED,
    /** It serves in the place of the pool. */
    FALLBACK,
    /** It would serve in the place of the pool, and is not in the table. */
    STANDBY;

    public boolean isInTable() {
        return switch (this) {
            case IN_POOL, RAMPING, HELD, QUIESCED, FALLBACK -> true;
            case EJECTED, STANDBY -> false;
        };
    }

    /** Whether it takes new connections if the operator gives it a weight. */
    public boolean serves() {
        return switch (this) {
            case IN_POOL, RAMPING, HELD, FALLBACK -> true;
            case QUIESCED, EJECTED, STANDBY -> false;
        };
    }
}
