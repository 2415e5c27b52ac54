package dev.lvsfleet.agent.vrrp;

import org.jspecify.annotations.Nullable;

/** Does one thing after another, also when one of them fails in a way that nobody thought of. Used by one thread. */
final class Failures {

    private @Nullable Throwable first;

    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            add(failure);
        }
    }

    /** Keeps it for {@link #end}. */
    void add(Throwable failure) {
        if (first == null) {
            first = failure;
        }
    }

    /** When all is done: throws the first failure, if there was one. */
    void end() {
        switch (first) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> {}
        }
    }
}
