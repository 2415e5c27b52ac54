package dev.lvsfleet.health.probe;

import dev.lvsfleet.health.judgement.Finding;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;

/**
 * Whether this host is on the network at all. Behind a link that is gone every target looks dead, host unreachable or
 * silent, and it is the prober that cannot see.
 */
final class OwnLink {

    private OwnLink() {}

    /** The finding, or that nothing was learned when the attempt failed while no link of this host carries anything. */
    static Finding judged(Finding finding, InetAddress target) {
        return switch (finding) {
            case Finding.Failed failed
            when !target.isLoopbackAddress() && isLost() ->
                new Finding.Blind("no network interface of this host has a link; " + failed.evidence());
            case Finding.Failed failed -> failed;
            case Finding.Passed passed -> passed;
            case Finding.Blind blind -> blind;
        };
    }

    /** The JDK lists interfaces that have an address, and throws when there are none. */
    private static boolean isLost() {
        try {
            return NetworkInterface.networkInterfaces().noneMatch(OwnLink::carries);
        } catch (SocketException none) {
            return true;
        }
    }

    /** Up to the JDK means that the interface is running, for which a wire must have its other end. */
    private static boolean carries(NetworkInterface it) {
        try {
            return !it.isLoopback() && it.isUp();
        } catch (SocketException unknown) {
            return true;
        }
    }
}
