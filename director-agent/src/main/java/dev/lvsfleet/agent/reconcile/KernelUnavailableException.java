package dev.lvsfleet.agent.reconcile;

/** Thrown when the kernel cannot be read or changed at all; the message says why and what would help. */
public final class KernelUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    public KernelUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Never null, unlike {@link #getMessage()} to the type system. */
    public String reason() {
        String message = getMessage();
        return message == null ? "the kernel does not answer" : message;
    }
}
