package dev.lvsfleet.linux.netlink;

/** Numbers of netlink framing. Source: {@code include/uapi/linux/netlink.h}. */
public final class NetlinkConstants {

    /** Protocols, the third argument of socket(2). */
    public static final int NETLINK_ROUTE = 0;

    public static final int NETLINK_GENERIC = 16;

    /** Message types below those of any family. */
    public static final int NLMSG_NOOP = 1;

    public static final int NLMSG_ERROR = 2;
    public static final int NLMSG_DONE = 3;
    public static final int NLMSG_OVERRUN = 4;

    /** Flags of every message. */
    public static final int NLM_F_REQUEST = 0x01;

    public static final int NLM_F_MULTI = 0x02;
    public static final int NLM_F_ACK = 0x04;
    public static final int NLM_F_DUMP_INTR = 0x10;

    /** Flags of requests. */
    public static final int NLM_F_DUMP = 0x300;

    public static final int NLM_F_EXCL = 0x200;
    public static final int NLM_F_CREATE = 0x400;

    /** Flags of acknowledgements. */
    public static final int NLM_F_CAPPED = 0x100;

    public static final int NLM_F_ACK_TLVS = 0x200;

    /** Attribute of an extended acknowledgement that holds a sentence. */
    public static final int NLMSGERR_ATTR_MSG = 1;

    /** Socket options. */
    public static final int NETLINK_CAP_ACK = 10;

    public static final int NETLINK_EXT_ACK = 11;

    /** The two high bits of an attribute's type. */
    public static final int NLA_F_NESTED = 0x8000;

    public static final int NLA_TYPE_MASK = 0x3fff;

    private NetlinkConstants() {}

    /** Messages and attributes begin at multiples of four. */
    static int aligned(int length) {
        return (length + 3) & ~3;
    }
}
