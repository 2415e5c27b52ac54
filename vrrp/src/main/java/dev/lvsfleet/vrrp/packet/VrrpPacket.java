package dev.lvsfleet.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.List;

/** An advertisement, the only type of VRRP packet there is. Immutable; what one of these holds can be written. */
public sealed interface VrrpPacket {

    /** The IP protocol of VRRP. Source: RFC 9568, section 5.1.1.4. */
    int PROTOCOL = 112;

    /** The time to live, or hop limit, that every advertisement is sent with. Source: RFC 9568, section 5.1.1.3. */
    int TIME_TO_LIVE = 255;

    /** The most addresses that the count field can say. */
    int MOST_ADDRESSES = 255;

    /** Which virtual router this is about. */
    Vrid vrid();

    /** How much the sender wants the role. */
    Priority priority();

    /** The sender's own interval. */
    AdvertInterval interval();

    /** What the role brings, in the order of the packet; at least one, at most 255. */
    List<? extends InetAddress> addresses();

    /** Version 2, IPv4 only. Source: RFC 3768, section 5.1. */
    record V2(
            Vrid vrid,
            Priority priority,
            AdvertInterval interval,
            List<Inet4Address> addresses,
            Authentication authentication)
            implements VrrpPacket {

        public V2 {
            addresses = counted(addresses);
            if (!interval.fitsV2()) {
                throw new IllegalArgumentException(
                        "version 2 has whole seconds, not " + interval.centiseconds() + " centiseconds");
            }
        }
    }

    /** Version 3 over IPv4. Source: RFC 9568, section 5.1. */
    record V3Ipv4(Vrid vrid, Priority priority, AdvertInterval interval, List<Inet4Address> addresses)
            implements VrrpPacket {

        public V3Ipv4 {
            addresses = counted(addresses);
            checkInterval(interval);
        }
    }

    /** Version 3 over IPv6; the first address should be link-local. Source: RFC 9568, sections 5.1 and 5.2.9. */
    record V3Ipv6(Vrid vrid, Priority priority, AdvertInterval interval, List<Inet6Address> addresses)
            implements VrrpPacket {

        public V3Ipv6 {
            addresses = counted(addresses);
            checkInterval(interval);
        }
    }

    private static <A extends InetAddress> List<A> counted(List<A> addresses) {
        if (addresses.isEmpty() || addresses.size() > MOST_ADDRESSES) {
            throw new IllegalArgumentException("an advertisement has 1 to 255 addresses, not " + addresses.size());
        }
        return List.copyOf(addresses);
    }

    private static void checkInterval(AdvertInterval interval) {
        if (!interval.fitsV3()) {
            throw new IllegalArgumentException(
                    "version 3 has at most 4095 centiseconds, not " + interval.centiseconds());
        }
    }
}
