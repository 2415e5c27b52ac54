package dev.lvsfleet.contract;

/** Thrown when bytes from the bus are not the record that their topic carries; the message says what is wrong where. */
public final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(String message, Throwable cause) {
        super(message, cause);
    }
}
