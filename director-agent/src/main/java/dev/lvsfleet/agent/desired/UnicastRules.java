package dev.lvsfleet.agent.desired;

import java.net.Inet6Address;
import java.net.InetAddress;

/** Which addresses a host can have and be reached at from elsewhere (RFC 1122, RFC 1112, RFC 4291). */
final class UnicastRules {

    private UnicastRules() {}

    static boolean isUnicast(InetAddress address) {
        if (address.isAnyLocalAddress() || address.isMulticastAddress() || address.isLoopbackAddress()) {
            return false;
        }
        return address instanceof Inet6Address six
                ? !six.isLinkLocalAddress() && !six.isIPv4CompatibleAddress()
                : isHost(address.getAddress()[0] & 0xff);
    }

    private static boolean isHost(int firstByte) {
        return firstByte != 0 && firstByte < 240;
    }
}
