package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.drain.Drains;
import dev.lvsfleet.agent.ownership.Possessions;
import dev.lvsfleet.agent.rules.Pools;
import dev.lvsfleet.agent.verdict.Verdicts;
import java.util.Optional;

/** What an earlier run of the agent left on disk, as far as it could be read and trusted. */
public record Remembered(
        Optional<AcceptedDocument> document, Verdicts verdicts, Possessions owned, Pools pools, Drains drains) {

    public static final Remembered NOTHING =
            new Remembered(Optional.empty(), Verdicts.NONE, Possessions.NONE, Pools.NONE, Drains.NONE);
}
