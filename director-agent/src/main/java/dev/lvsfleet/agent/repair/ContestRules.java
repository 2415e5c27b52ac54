package dev.lvsfleet.agent.repair;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Decides what is told of things that somebody keeps undoing: once, when it has become plain. */
public final class ContestRules {

    private static final int MOST_NAMED = 20;

    private ContestRules() {}

    /**
     * The event about what has just become contested.
     *
     * @param things in words
     */
    public static Optional<Notice> notice(String subject, List<String> things) {
        if (things.isEmpty()) {
            return Optional.empty();
        }
        int more = things.size() - MOST_NAMED;
        return Optional.of(new Notice(
                Kind.DRIFT_REPAIRED,
                Severity.ERROR,
                subject,
                "Somebody keeps undoing what is repaired here: "
                        + things.stream().limit(MOST_NAMED).collect(Collectors.joining("; "))
                        + (more > 0 ? "; and " + more + " more" : "")
                        + "; from now on it is repaired after a pause that doubles up to the resync interval, and told no more"
                        + " until a repair lasts"));
    }
}
