package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.testing.FakeInterfaces;

/** The fake interfaces keep the contract. */
class FakeInterfacesAddressTest extends AddressContract {

    @Override
    NetlinkConnection connect() {
        return new NetlinkConnection(new FakeInterfaces("lo", "eth0").connect());
    }
}
