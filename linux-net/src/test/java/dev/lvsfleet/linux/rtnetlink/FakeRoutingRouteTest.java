package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.testing.FakeRouting;

/** The fake keeps the contract of routes. */
class FakeRoutingRouteTest extends RouteContract {

    @Override
    NetlinkConnection connect() {
        return new NetlinkConnection(new FakeRouting().connect());
    }
}
