package dev.lvsfleet.ipvs;

import java.net.InetAddress;

/**
 * A kernel thread that keeps connections in step with other directors by multicast.
 *
 * @param networkInterface the kernel's name for it, 1 to 15 characters
 * @param syncId 0 to 255; a backup takes what comes under its own number, or under any if that is 0
 * @param maxLength of a message, in bytes, 1 to 65535; 0 lets the kernel derive it from the interface's MTU when the daemon
 *     starts, and is never what a running one has; a backup has 1024 at least
 * @param group a multicast address, IPv4 or IPv6
 * @param port of UDP, 1 to 65535
 * @param timeToLive 1 to 255 hops
 */
public record SyncDaemon(
        SyncRole role,
        String networkInterface,
        int syncId,
        int maxLength,
        InetAddress group,
        int port,
        int timeToLive) {

    private static final InetAddress USUAL_GROUP = InetAddress.ofLiteral("224.0.0.81");
    private static final int USUAL_PORT = 8848;

    public SyncDaemon {
        AddressFamily.of(group);
        boolean valid = !networkInterface.isEmpty()
                && networkInterface.length() <= IpvsConstants.LONGEST_NAME
                && isWithin(0, syncId, 0xff)
                && isWithin(0, maxLength, 0xffff)
                && group.isMulticastAddress()
                && isWithin(1, port, 0xffff)
                && isWithin(1, timeToLive, 0xff);
        if (!valid) {
            throw new IllegalArgumentException("no sync daemon can have interface '" + networkInterface + "', id "
                    + syncId + ", length " + maxLength + ", group " + AddressText.of(group) + ", port " + port
                    + ", time to live " + timeToLive);
        }
    }

    /** A daemon with the kernel's usual group, port and time to live, and a length that fits its interface. */
    public static SyncDaemon of(SyncRole role, String networkInterface, int syncId) {
        return new SyncDaemon(role, networkInterface, syncId, 0, USUAL_GROUP, USUAL_PORT, 1);
    }

    private static boolean isWithin(int least, int value, int most) {
        return least <= value && value <= most;
    }
}
