package dev.lvsfleet.contract;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.net.Inet4Address;
import java.net.InetAddress;

/** The family of a virtual service or of a real server; the kernel keeps a table for each. */
public enum AddressFamily {
    @JsonProperty("ipv4")
    IPV4(32),
    @JsonProperty("ipv6")
    IPV6(128);

    private final int bits;

    AddressFamily(int bits) {
        this.bits = bits;
    }

    public static AddressFamily of(InetAddress address) {
        return address instanceof Inet4Address ? IPV4 : IPV6;
    }

    /** How long an address is, 32 or 128: the prefix length of one host. */
    public int bits() {
        return bits;
    }
}
