package dev.lvsfleet.linux.rtnetlink;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** A namespace of the real kernel keeps the contract of links. */
@Tag("kernel")
class NamespaceLinkIT extends LinkContract {

    private static PrivateNamespace namespace;

    @BeforeAll
    static void unshare() throws IOException {
        namespace = new PrivateNamespace();
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
