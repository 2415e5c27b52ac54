package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;

/**
 * What an agent found when it examined its node.
 *
 * @param since when these findings were found first, by the node's clock; later examinations found the same
 * @param findings the worst first, at most 100
 */
public record Examination(Instant since, List<Finding> findings) {

    public Examination {
        requireNonNull(since, "since is null");
        findings = List.copyOf(findings);
    }
}
