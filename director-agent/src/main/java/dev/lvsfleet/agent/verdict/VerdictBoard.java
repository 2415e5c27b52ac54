package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.HealthVerdict;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The newest verdict of each target: written as they arrive, read whole by the reconcile loop. Thread-safe.
 *
 * <p>The targets of the document in force all have their place. Of the others so many are kept as {@link #MOST_OTHERS}, those that
 * were judged last: the next document may name them, and a verdict is sent once. Whoever can write to the bus must not fill the
 * agent's memory and disk.
 */
public final class VerdictBoard {

    /** Several times the targets of a large site, 20 MB of memory. */
    public static final int MOST_OTHERS = 50_000;
    /** In characters; what the control plane makes of an IPv6 address, a port and a check has 61. */
    static final int LONGEST_TARGET = 100;
    /** In characters, of the evidence and the vantage: they are for people, who have the event. */
    private static final int LONGEST_WORDS = 200;

    private final int mostOthers;
    private final Runnable onForgotten;
    private final Map<String, HealthVerdict> inForce = new HashMap<>();
    /** The one that was judged longest ago first. */
    private final Map<String, HealthVerdict> others = new LinkedHashMap<>();

    private Set<String> targets = Set.of();
    private Verdicts snapshot = Verdicts.NONE;
    private boolean stale;

    public VerdictBoard() {
        this(MOST_OTHERS, () -> {});
    }

    /**
     * An empty board.
     *
     * @param mostOthers how many verdicts on targets are kept that the document in force does not name
     * @param onForgotten told of each verdict that gives way to a newer one on another target; must not block
     */
    public VerdictBoard(int mostOthers, Runnable onForgotten) {
        this.mostOthers = mostOthers;
        this.onForgotten = onForgotten;
    }

    /** Whether there can be such a target at all. */
    static boolean isPlausible(String target) {
        return !target.isEmpty() && target.length() <= LONGEST_TARGET;
    }

    /** Puts up what an earlier run remembered, beneath anything that has arrived since. */
    public synchronized void restore(Verdicts remembered) {
        remembered.byTarget().forEach((target, verdict) -> {
            if (isPlausible(target) && !inForce.containsKey(target) && !others.containsKey(target)) {
                put(verdict);
            }
        });
        stale = true;
    }

    /** This is in force from now on: no other verdict pushes those on its targets out. */
    public synchronized void serves(DesiredState document) {
        targets = document.services().stream()
                .flatMap(it -> Stream.concat(it.realServers().stream(), it.fallback().stream()))
                .flatMap(it -> it.probeTarget().stream())
                .collect(Collectors.toSet());
        for (Iterator<HealthVerdict> it = others.values().iterator(); it.hasNext(); ) {
            HealthVerdict verdict = it.next();
            if (targets.contains(verdict.target())) {
                it.remove();
                inForce.put(verdict.target(), verdict);
            }
        }
        for (Iterator<HealthVerdict> it = inForce.values().iterator(); it.hasNext(); ) {
            HealthVerdict verdict = it.next();
            if (!targets.contains(verdict.target())) {
                it.remove();
                put(verdict);
            }
        }
        stale = true;
    }

    /** Whether this verdict says something else than the one before. */
    public synchronized boolean post(HealthVerdict verdict) {
        HealthVerdict before = put(verdict);
        stale = true;
        return before == null || before.health() != verdict.health();
    }

    /** What was there before. */
    private @Nullable HealthVerdict put(HealthVerdict verdict) {
        String target = verdict.target();
        if (targets.contains(target)) {
            return inForce.put(target, brief(verdict));
        }
        HealthVerdict before = others.remove(target);
        others.put(target, brief(verdict));
        if (others.size() > mostOthers) {
            others.remove(others.keySet().iterator().next());
            onForgotten.run();
        }
        return before;
    }

    private static HealthVerdict brief(HealthVerdict verdict) {
        if (verdict.evidence().length() <= LONGEST_WORDS && verdict.vantage().length() <= LONGEST_WORDS) {
            return verdict;
        }
        return new HealthVerdict(
                verdict.schema(),
                verdict.target(),
                verdict.health(),
                verdict.decidedAt(),
                brief(verdict.evidence()),
                brief(verdict.vantage()));
    }

    private static String brief(String words) {
        return words.substring(0, Math.min(words.length(), LONGEST_WORDS));
    }

    /** Forgets a target that is no longer probed, so that nobody has judged it; whether there was anything to forget. */
    public synchronized boolean remove(String target) {
        boolean known = inForce.remove(target) != null || others.remove(target) != null;
        stale |= known;
        return known;
    }

    /** The same object until something changes. */
    public synchronized Verdicts snapshot() {
        if (stale) {
            Map<String, HealthVerdict> all = new HashMap<>(others);
            all.putAll(inForce);
            snapshot = new Verdicts(all);
            stale = false;
        }
        return snapshot;
    }
}
