package dev.lvsfleet.linux.netlink;

import java.io.Serial;

/**
 * The receive queue overflowed (ENOBUFS), so answers are gone; the socket itself is as good as before.
 *
 * <p>What the kernel did with the requests under way is unknown, but it did or refused each of them: whoever can ask
 * again, or do the same again, may.
 */
public final class LostAnswersException extends NetlinkTransportException {

    @Serial
    private static final long serialVersionUID = 1L;

    public LostAnswersException(String message) {
        super(message);
    }

    public LostAnswersException(String message, Throwable cause) {
        super(message, cause);
    }
}
