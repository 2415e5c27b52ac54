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
    public static final int CMD_NEW_DAEMON = 9;
    public static final int CMD_DEL_DAEMON = 10;
    public static final int CMD_GET_DAEMON = 11;
    public static final int CMD_SET_CONFIG = 12;
    public static final int CMD_GET_CONFIG = 13;
    public static final int CMD_SET_INFO = 14;
    public static final int CMD_GET_INFO = 15;
    public static final int CMD_ZERO = 16;

    /* enum of IPVS_CMD_ATTR_* */
    public static final int CMD_ATTR_SERVICE = 1;
    public static final int CMD_ATTR_DEST = 2;
    public static final int CMD_ATTR_DAEMON = 3;
    public static final int CMD_ATTR_TIMEOUT_TCP = 4;
    public static final int CMD_ATTR_TIMEOUT_TCP_FIN = 5;
    public static final int CMD_ATTR_TIMEOUT_UDP = 6;

    /* enum of IPVS_INFO_ATTR_* */
    public static final int INFO_ATTR_VERSION = 1;
    public static final int INFO_ATTR_CONN_TAB_SIZE = 2;

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
    public static final int SVC_ATTR_STATS = 10;
    public static final int SVC_ATTR_PE_NAME = 11;
    public static final int SVC_ATTR_STATS64 = 12;

    /* enum of IPVS_DEST_ATTR_* */
    public static final int DEST_ATTR_ADDR = 1;
    public static final int DEST_ATTR_PORT = 2;
    public static final int DEST_ATTR_FWD_METHOD = 3;
    public static final int DEST_ATTR_WEIGHT = 4;
    public static final int DEST_ATTR_U_THRESH = 5;
    public static final int DEST_ATTR_L_THRESH = 6;
    public static final int DEST_ATTR_ACTIVE_CONNS = 7;
    public static final int DEST_ATTR_INACT_CONNS = 8;
    public static final int DEST_ATTR_PERSIST_CONNS = 9;
    public static final int DEST_ATTR_STATS = 10;
    public static final int DEST_ATTR_ADDR_FAMILY = 11;
    public static final int DEST_ATTR_STATS64 = 12;
    public static final int DEST_ATTR_TUN_TYPE = 13;
    public static final int DEST_ATTR_TUN_PORT = 14;
    public static final int DEST_ATTR_TUN_FLAGS = 15;

    /* enum of IPVS_DAEMON_ATTR_* */
    public static final int DAEMON_ATTR_STATE = 1;
    public static final int DAEMON_ATTR_MCAST_IFN = 2;
    public static final int DAEMON_ATTR_SYNC_ID = 3;
    public static final int DAEMON_ATTR_SYNC_MAXLEN = 4;
    public static final int DAEMON_ATTR_MCAST_GROUP = 5;
    public static final int DAEMON_ATTR_MCAST_GROUP6 = 6;
    public static final int DAEMON_ATTR_MCAST_PORT = 7;
    public static final int DAEMON_ATTR_MCAST_TTL = 8;

    /* enum of IPVS_STATS_ATTR_*, of which the rates are 6 to 10 in the same order */
    public static final int STATS_ATTR_CONNS = 1;
    public static final int STATS_ATTR_INPKTS = 2;
    public static final int STATS_ATTR_OUTPKTS = 3;
    public static final int STATS_ATTR_INBYTES = 4;
    public static final int STATS_ATTR_OUTBYTES = 5;
    public static final int STATS_ATTR_CPS = 6;
    public static final int STATS_ATTR_OUTBPS = 10;
    public static final int STATS_ATTR_PAD = 11;

    /** {@code IP_VS_SVC_F_PERSISTENT}: the timeout and the netmask are in force. */
    public static final int SVC_F_PERSISTENT = 0x1;

    /** {@code IP_VS_SVC_F_HASHED}: the kernel's own, set in every service it shows. */
    public static final int SVC_F_HASHED = 0x2;

    /** {@code IP_VS_CONN_F_FWD_MASK}. */
    public static final int FWD_MASK = 0x7;

    /* IP_VS_CONN_F_*, of which LOCALNODE (1) and BYPASS (4) are the kernel's own */
    public static final int FWD_MASQ = 0;
    public static final int FWD_TUNNEL = 2;
    public static final int FWD_DROUTE = 3;

    /* IP_VS_CONN_F_TUNNEL_TYPE_* */
    public static final int TUN_TYPE_IPIP = 0;
    public static final int TUN_TYPE_GUE = 1;
    public static final int TUN_TYPE_GRE = 2;

    /* IP_VS_TUNNEL_ENCAP_FLAG_* */
    public static final int TUN_FLAG_CSUM = 0x1;
    public static final int TUN_FLAG_REMCSUM = 0x2;

    /* IP_VS_STATE_* */
    public static final int STATE_MASTER = 1;
    public static final int STATE_BACKUP = 2;

    /** {@code IP_VS_SCHEDNAME_MAXLEN} less the NUL. */
    public static final int LONGEST_NAME = 15;

    private IpvsConstants() {}
}
