package dev.lvsfleet.linux.rtnetlink;

/** Numbers of routing netlink. Sources: {@code include/uapi/linux/rtnetlink.h}, {@code if_link.h}, {@code if_addr.h}. */
public final class RouteConstants {

    public static final int RTM_NEWLINK = 16;
    public static final int RTM_GETLINK = 18;
    public static final int RTM_NEWADDR = 20;
    public static final int RTM_DELADDR = 21;
    public static final int RTM_GETADDR = 22;

    public static final int IFLA_IFNAME = 3;

    public static final int IFA_ADDRESS = 1;
    public static final int IFA_LOCAL = 2;

    /** The size of {@code struct ifinfomsg}. */
    public static final int LINK_HEADER = 16;

    /** Where the interface's index is in {@code struct ifinfomsg}. */
    public static final int LINK_INDEX = 4;

    /** The size of {@code struct ifaddrmsg}: family, prefix length, flags, scope, a byte each, then the index. */
    public static final int ADDRESS_HEADER = 8;

    /** No duplicate address detection (include/uapi/linux/if_addr.h). */
    public static final int IFA_F_NODAD = 0x02;

    /** How long an address may still be used: {@code struct ifa_cacheinfo}, of which the last two are the kernel's to fill. */
    public static final int IFA_CACHEINFO = 6;

    /** The flags in 32 bits, of which the header holds eight. */
    public static final int IFA_FLAGS = 8;

    /** Duplicate address detection found another holder; or has not ended yet. */
    public static final int IFA_F_DADFAILED = 0x08;

    public static final int IFA_F_TENTATIVE = 0x40;

    public static final int CACHEINFO_LENGTH = 16;
    public static final int INFINITE_LIFETIME = 0xffffffff;

    private RouteConstants() {}
}
