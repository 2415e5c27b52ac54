package dev.lvsfleet.controlplane.boot;

import io.quarkus.runtime.PreventFurtherStepsException;

/**
 * Ends the start: the sentence goes to the standard error without a stack trace, and the exit code is 1.
 *
 * <p>Quarkus does that for a {@link PreventFurtherStepsException} as the root cause; thrown by itself from an observer it
 * would be swallowed, and the process would wait for ever without serving anything.
 */
public final class CannotStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public CannotStartException(String sentence) {
        super(sentence, new PreventFurtherStepsException("control-plane: " + sentence, ControlPlaneMain.CANNOT_START));
    }
}
