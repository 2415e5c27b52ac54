package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

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

    @Test
    void aLinkSaysItsMtuAndItsMacAddress() {
        namespace.ip("link", "add", "name", "fleet8", "address", "02:00:00:00:00:f8", "mtu", "1480", "type", "veth");

        try (LinkClient client = new LinkClient(connect())) {
            assertThat(client.links())
                    .filteredOn(it -> it.name().equals("fleet8"))
                    .singleElement()
                    .satisfies(it -> {
                        assertThat(it.mtu()).isEqualTo(1480);
                        assertThat(it.hardware()).map(MacAddress::toString).hasValue("02:00:00:00:00:f8");
                    });
        }
        namespace.ip("link", "delete", "fleet8");
    }
}
