package dev.lvsfleet.ipvs;

/** Numbers of the IPVS generic netlink family. Source: {@code include/uapi/linux/ip_vs.h}. */
public final class IpvsConstants {

    public static final String FAMILY = "IPVS";

    /* enum of IPVS_CMD_* */
    public static final int CMD_NEW_SERVICE = 1;
    public static final int CMD_SET_SERVICE = 2;
    public static final int CMD_DEL_SERVICE = 3;
    public static final int CMD_GET_SERVICE = 4;
    public static final int CMD_NEW_DEST = 5;
    public static final int CMD_SET_DEST = 6;
    public static final int CMD_DEL_DEST = 7;
    public static final int CMD_GET_DEST = 8;

    /* enum of IPVS_CMD_ATTR_* */
    public static final int CMD_ATTR_SERVICE = 1;
    public static final int CMD_ATTR_DEST = 2;

    /* enum of IPVS_SVC_ATTR_* */
    public static final int SVC_ATTR_AF = 1;
    public static final int SVC_ATTR_PROTOCOL = 2;
    public static final int SVC_ATTR_ADDR = 3;
    public static final int SVC_ATTR_PORT = 4;
    public static final int SVC_ATTR_FWMARK = 5;
    public static final int SVC_ATTR_SCHED_NAME = 6;
    public static final int SVC_ATTR_FLAGS = 7;
    public static final int SVC_ATTR_TIMEOUT = 8;
    public static final int SVC_ATTR_NETMASK = 9;
    public static final int SVC_ATTR_PE_NAME = 11;

    /* enum of IPVS_DEST_ATTR_* */
    public static final int DEST_ATTR_ADDR = 1;
    public static final int DEST_ATTR_PORT = 2;
    public static final int DEST_ATTR_FWD_METHOD = 3;
    public static final int DEST_ATTR_WEIGHT = 4;
    public static final int DEST_ATTR_U_THRESH = 5;
    public static final int DEST_ATTR_L_THRESH = 6;
    public static final int DEST_ATTR_ADDR_FAMILY = 11;
    public static final int DEST_ATTR_TUN_TYPE = 13;

    /** {@code IP_VS_SVC_F_PERSISTENT}: the timeout and the netmask are in force. */
    public static final int SVC_F_PERSISTENT = 0x1;

    /** {@code IP_VS_SVC_F_HASHED}: the kernel's own, set in every service it shows. */
    public static final int SVC_F_HASHED = 0x2;

    /** {@code IP_VS_CONN_F_FWD_MASK}. */
    public static final int FWD_MASK = 0x7;

    /** {@code IP_VS_SCHEDNAME_MAXLEN} less the NUL. */
    public static final int LONGEST_NAME = 15;

    private IpvsConstants() {}
}
