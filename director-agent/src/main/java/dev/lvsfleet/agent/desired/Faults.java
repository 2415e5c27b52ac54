package dev.lvsfleet.agent.desired;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is wrong with one document, a sentence each, up to a limit. Used by one thread. */
final class Faults {

    static final int MOST = 10;

    private final List<String> sentences = new ArrayList<>();

    /** Sentences are made only when needed: a sound document has thousands of places and needs none. */
    void require(boolean holds, Supplier<String> fault) {
        if (!holds && sentences.size() < MOST) {
            sentences.add(fault.get());
        }
    }

    List<String> sentences() {
        return List.copyOf(sentences);
    }
}
