package dev.lvsfleet.vrrp.packet;

/**
 * How much a router wants the role; the highest on the link gets it.
 *
 * @param value 0 to 255: 0 says that the sender leaves the role, 255 that it owns the addresses. Source: RFC 9568, section
 *     5.2.4.
 */
public record Priority(int value) implements Comparable<Priority> {

    /** Sent by an Active that gives the role up. */
    public static final Priority LEAVING = new Priority(0);

    /** Of the router whose own addresses the virtual ones are. */
    public static final Priority OWNER = new Priority(255);

    public Priority {
        if (value < 0 || value > 0xff) {
            throw new IllegalArgumentException("a priority is 0 to 255, not " + value);
        }
    }

    public boolean isLeaving() {
        return value == LEAVING.value;
    }

    public boolean isOwner() {
        return value == OWNER.value;
    }

    @Override
    public int compareTo(Priority other) {
        return Integer.compare(value, other.value);
    }
}
