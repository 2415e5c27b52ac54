package dev.lvsfleet.lab;

/** Words that are no command; the message says which is wrong or missing, and where the usage is follows it. */
public final class UsageException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public UsageException(String message) {
        super(message);
    }
}
