package dev.lvsfleet.linux.sys;

import java.io.Serial;

/** A system call that the kernel refused; {@link #errno} says why. */
public final class SystemCallException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String call;
    private final int number;

    public SystemCallException(String call, Errno errno) {
        super(call + ": " + errno);
        this.call = call;
        this.number = errno.number();
    }

    /** The call with its telling argument, for example {@code open(/run/netns/a)}. */
    public String call() {
        return call;
    }

    public Errno errno() {
        return new Errno(number);
    }
}
