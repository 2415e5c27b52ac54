package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.netlink.NetlinkConnection;
import java.net.InetAddress;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this system relies on routing netlink for; every kernel with an interface {@code lo} has to pass all of it. */
abstract class AddressContract {

    private static final InterfaceAddress VIRTUAL =
            new InterfaceAddress("lo", InetAddress.ofLiteral("198.51.100.161"), 32);

    private AddressClient client;

    /** A connection to a kernel on whose interface {@code lo} this test may put addresses. */
    abstract NetlinkConnection connect();

    @BeforeEach
    void open() {
        client = new AddressClient(connect());
    }

    @AfterEach
    void close() {
        client.remove(VIRTUAL);
        client.close();
    }

    @Test
    void anAddedAddressIsListedOnItsInterface() {
        client.add(VIRTUAL);

        assertThat(client.addresses()).contains(VIRTUAL);
    }

    @Test
    void anAddressThatIsThereMayBeAddedAgain() {
        client.add(VIRTUAL);
        client.add(VIRTUAL);

        assertThat(client.addresses()).containsOnlyOnce(VIRTUAL);
    }

    @Test
    void aRemovedAddressIsGone() {
        client.add(VIRTUAL);
        client.remove(VIRTUAL);

        assertThat(client.addresses()).doesNotContain(VIRTUAL);
    }

    @Test
    void anAddressThatIsNotThereMayBeRemoved() {
        client.remove(VIRTUAL);

        assertThat(client.addresses()).doesNotContain(VIRTUAL);
    }

    @Test
    void anUnknownInterfaceIsNamed() {
        InterfaceAddress nowhere = new InterfaceAddress("no-such-if", InetAddress.ofLiteral("198.51.100.161"), 32);

        assertThatThrownBy(() -> client.add(nowhere))
                .isInstanceOf(UnknownInterfaceException.class)
                .hasMessageContaining("'no-such-if'");
    }
}
