package dev.lvsfleet.agent.verdict;

/** Told that the board says something else than before. Thread-safe; does not block. */
@FunctionalInterface
public interface VerdictSink {

    void verdicts();
}
