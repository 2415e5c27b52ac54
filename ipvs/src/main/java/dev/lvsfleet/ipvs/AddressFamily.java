package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/** A version of the Internet protocol. Source: {@code include/linux/socket.h}. */
public enum AddressFamily {
    IPV4(LinuxConstants.AF_INET, 32),
    IPV6(LinuxConstants.AF_INET6, 128);

    private final int code;
    private final int bits;

    AddressFamily(int code, int bits) {
        this.code = code;
        this.bits = bits;
    }

    /** The value of {@code IPVS_SVC_ATTR_AF} and {@code IPVS_DEST_ATTR_ADDR_FAMILY}. */
    public int code() {
        return code;
    }

    /** How long an address is, in bits. */
    public int bits() {
        return bits;
    }

    /** The family of an address.
     *
     * @throws IllegalArgumentException when it is bound to an interface ({@code fe80::1%eth0}), which IPVS cannot express */
    public static AddressFamily of(InetAddress address) {
        return switch (address) {
            case Inet4Address _ -> IPV4;
            case Inet6Address six when six.getScopeId() == 0 && six.getScopedInterface() == null -> IPV6;
            default ->
                throw new IllegalArgumentException(
                        address.getHostAddress() + " is neither an IPv4 nor a plain IPv6 address");
        };
    }
}
