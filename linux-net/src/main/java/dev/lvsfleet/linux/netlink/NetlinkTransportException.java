package dev.lvsfleet.linux.netlink;

import java.io.Serial;

/**
 * The conversation with the kernel itself failed: silence, a lost or malformed datagram.
 *
 * <p>What the kernel did with the requests under way is unknown: whoever cares reads its state again.
 */
public class NetlinkTransportException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public NetlinkTransportException(String message) {
        super(message);
    }

    public NetlinkTransportException(String message, Throwable cause) {
        super(message, cause);
    }
}
