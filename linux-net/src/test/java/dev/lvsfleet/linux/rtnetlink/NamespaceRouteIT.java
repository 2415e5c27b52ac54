package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A namespace of the real kernel keeps the contract of routes. */
@Tag("kernel")
class NamespaceRouteIT extends RouteContract {

    private static PrivateNamespace namespace;

    @BeforeAll
    static void unshare() throws IOException {
        namespace = new PrivateNamespace();
        namespace.ip("link", "add", "name", "fleet0", "type", "veth", "peer", "name", "fleet1");
        namespace.ip("link", "set", "fleet0", "up");
        namespace.ip("link", "set", "fleet1", "up");
        namespace.ip("addr", "add", "198.51.100.9/24", "dev", "fleet0");
        namespace.ip("addr", "add", "2001:db8::9/64", "dev", "fleet0", "nodad");
    }

    @AfterAll
    static void leave() {
        namespace.close();
    }

    @Override
    NetlinkConnection connect() {
        return namespace.inside(() -> NetlinkConnection.open(NetlinkConstants.NETLINK_ROUTE));
    }
}
