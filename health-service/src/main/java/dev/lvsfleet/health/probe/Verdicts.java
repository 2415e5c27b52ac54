package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.HealthVerdict.Health;
import java.time.Instant;
import java.util.Optional;

/** Where the probe loop brings its verdicts and finds what was judged before it started. */
public interface Verdicts {

    /** The verdict the directors hold of a target, if it was ever judged. */
    Optional<Health> standing(String target);

    /** Whether what the directors hold is known; until then an absent verdict means nothing. */
    boolean recalled();

    /** Must not block: called on the event loop. */
    void changed(String target, Health health, Instant at, String evidence);

    /** The target is gone for good, and so is its verdict. Must not block. */
    void forgotten(String target);
}
