package dev.lvsfleet.agent.vrrp;

import org.jspecify.annotations.Nullable;

/** Does one thing after another, also when one of them fails in a way that nobody thought of. Used by one thread. */
final class Failures {

    private @Nullable Throwable first;

    void attempt(Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | Error failure) {
            if (first == null) {
                first = failure;
            } else if (!first.equals(failure)) { // none can suppress itself
                first.addSuppressed(failure);
            }
        }
    }

    /** When all is done: throws the first failure, if there was one, with the others suppressed; then it is as new. */
    void end() {
        Throwable failed = first;
        first = null;
        switch (failed) {
            case RuntimeException failure -> throw failure;
            case Error failure -> throw failure;
            case null, default -> {}
        }
    }
}
