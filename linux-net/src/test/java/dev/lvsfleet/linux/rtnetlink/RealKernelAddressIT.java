package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import org.junit.jupiter.api.Tag;

/** The real kernel keeps the contract; runs as root in a guest or a network namespace of its own. */
@Tag("kernel")
class RealKernelAddressIT extends AddressContract {

    @Override
    NetlinkConnection connect() {
        return NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE);
    }
}
