package dev.lvsfleet.lab;

/** Something the lab could not do; the message says what, where and why, and is meant for the person at the terminal. */
public final class LabException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public LabException(String message) {
        super(message);
    }

    public LabException(String message, Throwable cause) {
        super(message, cause);
    }
}
