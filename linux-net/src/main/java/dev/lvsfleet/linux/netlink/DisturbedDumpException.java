package dev.lvsfleet.linux.netlink;

import java.io.Serial;

/** The kernel's table changed during every try to read it, so that no reading of it can be trusted. */
public final class DisturbedDumpException extends NetlinkTransportException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DisturbedDumpException(String message) {
        super(message);
    }
}
