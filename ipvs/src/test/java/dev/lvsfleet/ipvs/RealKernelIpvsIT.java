package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import org.junit.jupiter.api.Tag;

/** The real kernel keeps the contract; runs as root where the IPVS tables are empty. */
@Tag("kernel")
class RealKernelIpvsIT extends IpvsContract {

    @Override
    NetlinkConnection connect() {
        return NetlinkConnection.open(NetlinkConstants.NETLINK_GENERIC);
    }
}
