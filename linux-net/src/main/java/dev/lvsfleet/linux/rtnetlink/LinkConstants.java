package dev.lvsfleet.linux.rtnetlink;

/**
 * Numbers of routing netlink that links and routes need. Sources: {@code include/uapi/linux/rtnetlink.h},
 * {@code if_link.h}, {@code if.h}.
 */
public final class LinkConstants {

    public static final int RTM_DELLINK = 17;
    public static final int RTM_NEWROUTE = 24;
    public static final int RTM_DELROUTE = 25;
    public static final int RTM_GETROUTE = 26;

    /** Flag of requests: take the place of what is there. Source: {@code netlink.h}. */
    public static final int NLM_F_REPLACE = 0x100;

    public static final int IFLA_ADDRESS = 1;
    public static final int IFLA_MTU = 4;
    public static final int IFLA_LINKINFO = 18;
    public static final int IFLA_INFO_KIND = 1;
    public static final int IFLA_INFO_DATA = 2;

    /** In the data of a tunnel: its own end. Source: {@code if_tunnel.h}. */
    public static final int IFLA_IPTUN_LOCAL = 2;

    /** In the data of a GRE tunnel: what its packets must bear, and its own end. Source: {@code if_tunnel.h}. */
    public static final int IFLA_GRE_IFLAGS = 2;

    public static final int IFLA_GRE_LOCAL = 6;

    /** Among those flags, in network byte order: a checksum. */
    public static final int GRE_CSUM = 0x8000;

    public static final int IFF_UP = 1;

    /** It is up, and there is something at the other end. */
    public static final int IFF_RUNNING = 0x40;

    /** Where the flags, and the mask of those that change, are in {@code struct ifinfomsg}. */
    public static final int LINK_FLAGS = 8;

    public static final int LINK_CHANGE = 12;

    /** The size of {@code struct rtmsg}: eight single bytes, then the flags. */
    public static final int ROUTE_HEADER = 12;

    public static final int RTA_OIF = 4;
    public static final int RTA_GATEWAY = 5;
    public static final int RTA_PRIORITY = 6;
    public static final int RTA_TABLE = 15;

    public static final int RT_TABLE_MAIN = 254;
    public static final int RTPROT_STATIC = 4;
    public static final int RT_SCOPE_UNIVERSE = 0;
    public static final int RTN_UNICAST = 1;

    private LinkConstants() {}
}
