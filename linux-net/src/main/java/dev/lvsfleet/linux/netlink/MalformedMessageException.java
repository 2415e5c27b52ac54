package dev.lvsfleet.linux.netlink;

import java.io.Serial;

/** Bytes from the kernel that are not the netlink message they should be; the message says what and where. */
public final class MalformedMessageException extends NetlinkTransportException {

    @Serial
    private static final long serialVersionUID = 1L;

    public MalformedMessageException(String message) {
        super(message);
    }
}
