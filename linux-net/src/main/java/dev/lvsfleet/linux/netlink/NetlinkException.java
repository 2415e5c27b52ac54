package dev.lvsfleet.linux.netlink;

import dev.lvsfleet.linux.sys.Errno;
import java.io.Serial;

/** A request that the kernel answered with an error. */
public final class NetlinkException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String operation;
    private final int number;
    private final String detail;

    public NetlinkException(String operation, Acknowledgement answer) {
        super(operation + ": " + answer);
        this.operation = operation;
        this.number = answer.errno().number();
        this.detail = answer.detail();
    }

    /** What was asked, as its {@link NetlinkRequest} names it. */
    public String operation() {
        return operation;
    }

    public Errno errno() {
        return new Errno(number);
    }

    /** What the kernel answered. */
    public Acknowledgement answer() {
        return new Acknowledgement(errno(), detail);
    }

    /** The kernel's own words (extended acknowledgement), or empty. */
    public String detail() {
        return detail;
    }
}
