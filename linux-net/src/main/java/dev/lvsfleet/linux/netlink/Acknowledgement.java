package dev.lvsfleet.linux.netlink;

import dev.lvsfleet.linux.sys.Errno;

/**
 * The kernel's answer to one request.
 *
 * @param errno {@link Errno#NONE} when it was carried out
 * @param detail the kernel's own words (extended acknowledgement), or empty
 */
public record Acknowledgement(Errno errno, String detail) {

    public static final Acknowledgement DONE = new Acknowledgement(Errno.NONE, "");

    public boolean isDone() {
        return errno.equals(Errno.NONE);
    }

    @Override
    public String toString() {
        return detail.isEmpty() ? errno.toString() : errno + " (" + detail + ")";
    }
}
