package dev.lvsfleet.linux.fou;

/**
 * A UDP port of every address of a family, at which the kernel unwraps Generic UDP Encapsulation. What comes out goes on as
 * if it had come in the outer packet itself: to the device for IP in IP, so that it takes both.
 *
 * @param ipv6 of the outer packet; a port has a listener of either family or of both
 * @param port 1 to 65535
 */
public record GueListener(boolean ipv6, int port) {

    public GueListener {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " is not between 1 and 65535");
        }
    }

    @Override
    public String toString() {
        return "UDP port " + port + " of " + (ipv6 ? "IPv6" : "IPv4");
    }
}
