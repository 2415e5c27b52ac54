package dev.lvsfleet.linux.rtnetlink;

import java.io.Serial;

/** An interface that this network namespace does not have; the message names it. */
public final class UnknownInterfaceException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UnknownInterfaceException(String name) {
        super("there is no network interface '" + name + "'");
    }
}
