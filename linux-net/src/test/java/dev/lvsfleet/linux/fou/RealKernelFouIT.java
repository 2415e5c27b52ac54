package dev.lvsfleet.linux.fou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.module.ModuleClient;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A kernel with the module {@code fou} unwraps GUE at the ports we say; runs as root in a guest. */
@Tag("kernel")
class RealKernelFouIT {

    private static final GueListener IPV4 = new GueListener(false, 6080);
    private static final GueListener IPV6 = new GueListener(true, 6080);

    private PrivateNamespace namespace;
    private FouClient client;

    @BeforeEach
    void open() throws IOException, InterruptedException {
        assertThat(new ModuleClient().load("fou")).isEmpty();
        namespace = new PrivateNamespace();
        client = namespace.inside(FouClient::open);
    }

    @AfterEach
    void close() {
        client.close();
        namespace.close();
    }

    @Test
    void aPortIsOpenInTheFamiliesItWasOpenedIn() {
        assertThat(client.listeners()).isEmpty();

        client.listen(IPV4);
        assertThat(client.listeners()).containsExactly(IPV4);
        client.listen(IPV6);
        assertThat(client.listeners()).isEqualTo(Set.of(IPV4, IPV6));

        client.unlisten(IPV4);
        assertThat(client.listeners()).containsExactly(IPV6);
    }

    @Test
    void aClosedPortMayBeClosedAgain() {
        client.listen(IPV4);
        client.unlisten(IPV4);
        client.unlisten(IPV4);

        assertThat(client.listeners()).isEmpty();
    }

    @Test
    void aPortThatSomebodyElseHasIsRefusedInWords() throws Exception {
        try (DatagramSocket other =
                namespace.inside(() -> new DatagramSocket(new InetSocketAddress("0.0.0.0", 6080)))) {
            assertThat(other.getLocalPort()).isEqualTo(6080);
            assertThatThrownBy(() -> client.listen(IPV4))
                    .isInstanceOfSatisfying(
                            NetlinkException.class, it -> assertThat(it.errno()).isEqualTo(Errno.EADDRINUSE))
                    .hasMessageContaining("unwrap gue at UDP port 6080 of IPv4");
        }
    }
}
