package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.contract.HealthVerdict;
import java.util.LinkedHashMap;
import java.util.Map;

/** The newest verdict of each target: written as they arrive, read whole by the reconcile loop. Thread-safe. */
public final class VerdictBoard {

    private final Map<String, HealthVerdict> newest = new LinkedHashMap<>();
    private Verdicts snapshot = Verdicts.NONE;
    private boolean stale;

    /** Puts up what an earlier run remembered, beneath anything that has arrived since. */
    public synchronized void restore(Verdicts remembered) {
        remembered.byTarget().forEach(newest::putIfAbsent);
        stale = true;
    }

    /** Whether this verdict says something else than the one before. */
    public synchronized boolean post(HealthVerdict verdict) {
        HealthVerdict before = newest.put(verdict.target(), verdict);
        stale = true;
        return before == null || before.health() != verdict.health();
    }

    /** Forgets a target that is no longer probed, so that nobody has judged it; whether there was anything to forget. */
    public synchronized boolean remove(String target) {
        boolean known = newest.remove(target) != null;
        stale |= known;
        return known;
    }

    /** The same object until something changes. */
    public synchronized Verdicts snapshot() {
        if (stale) {
            snapshot = new Verdicts(newest);
            stale = false;
        }
        return snapshot;
    }
}
