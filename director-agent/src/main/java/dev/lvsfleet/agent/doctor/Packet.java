package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.contract.AddressText;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The first packet of something that must come in: what the packet filter is asked about.
 *
 * @param protocol as nft names it: {@code tcp}, {@code udp}, {@code sctp} or {@code vrrp}
 * @param number of the protocol, for example 112
 * @param port where it is sent to; 0 for VRRP, which has none
 * @param networkInterface it comes in by
 */
record Packet(String protocol, int number, InetAddress destination, int port, String networkInterface) {

    static final int VRRP = 112;

    boolean ipv6() {
        return destination instanceof Inet6Address;
    }

    boolean isVrrp() {
        return number == VRRP;
    }

    @Override
    public String toString() {
        String address = AddressText.of(destination);
        return isVrrp() ? "vrrp" : protocol + " " + (ipv6() ? "[" + address + "]" : address) + ":" + port;
    }
}
