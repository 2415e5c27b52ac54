package dev.lvsfleet.linux.raw;

/** Numbers of IP sockets. Sources: {@code include/uapi/linux/in.h}, {@code in6.h}. */
final class IpConstants {

    static final int IPPROTO_IP = 0;
    static final int IPPROTO_IPV6 = 41;

    static final int IP_TOS = 1;
    static final int IP_TTL = 2;
    static final int IP_PKTINFO = 8;
    static final int IP_MULTICAST_IF = 32;
    static final int IP_MULTICAST_TTL = 33;
    static final int IP_MULTICAST_LOOP = 34;
    static final int IP_ADD_MEMBERSHIP = 35;
    static final int IP_MULTICAST_ALL = 49;

    static final int IPV6_UNICAST_HOPS = 16;
    static final int IPV6_MULTICAST_IF = 17;
    static final int IPV6_MULTICAST_HOPS = 18;
    static final int IPV6_MULTICAST_LOOP = 19;
    static final int IPV6_JOIN_GROUP = 20;
    static final int IPV6_MULTICAST_ALL = 29;
    static final int IPV6_RECVPKTINFO = 49;
    static final int IPV6_PKTINFO = 50;
    static final int IPV6_RECVHOPLIMIT = 51;
    static final int IPV6_HOPLIMIT = 52;
    static final int IPV6_TCLASS = 67;

    /** Network control: routers that are short of room drop it last. Source: RFC 791, RFC 4594. */
    static final int NETWORK_CONTROL = 0xc0;

    /** TC_PRIO_CONTROL of {@code include/uapi/linux/pkt_sched.h}: the first band of the usual queue. */
    static final int PRIORITY_CONTROL = 7;

    static final int LARGEST_HOP_COUNT = 255;

    private IpConstants() {}
}
