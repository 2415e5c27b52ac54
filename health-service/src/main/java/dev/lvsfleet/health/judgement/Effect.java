package dev.lvsfleet.health.judgement;

import dev.lvsfleet.contract.HealthVerdict.Health;

/** What the shell has to do, in the order given. */
public sealed interface Effect {

    /** Tell the directors: the judgement changed. */
    record Emit(Health health, String evidence) implements Effect {}

    /** Start the next attempt then, and none before. */
    record ProbeAt(Tick tick) implements Effect {}
}
