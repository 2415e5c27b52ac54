package dev.lvsfleet.linux.arp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.LinkClient;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hosts of the real kernel on one wire: one asks, the other answers, or must not. */
@Tag("kernel")
class NamespaceArpIT {

    private static final InetAddress DIRECTOR = InetAddress.ofLiteral("192.168.148.130");
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress REAL_SERVER = InetAddress.ofLiteral("192.168.148.132");
    private static final MacAddress ITS_MAC = MacAddress.of(HexFormat.of().parseHex("020000000002"));

    private PrivateNamespace director;
    private PrivateNamespace realServer;

    @BeforeEach
    void wire() throws IOException {
        director = new PrivateNamespace();
        realServer = new PrivateNamespace();
        director.ip(
                "link", "add", "name", "eth0", "address", "02:00:00:00:00:01", "type", "veth", "peer", "name", "eth1");
        director.give("eth1", realServer);
        realServer.ip("link", "set", "eth1", "address", "02:00:00:00:00:02");
        director.ip("addr", "add", "192.168.148.130/24", "dev", "eth0");
        director.ip("addr", "add", "192.168.148.161/32", "dev", "eth0");
        realServer.ip("addr", "add", "192.168.148.132/24", "dev", "eth1");
        director.ip("link", "set", "eth0", "up");
        realServer.ip("link", "set", "eth1", "up");
    }

    @AfterEach
    void leave() {
        director.close();
        realServer.close();
    }

    @Test
    void whoHasAnAddressAnswersAndOurselvesDoNot() {
        assertThat(ask(VIP, REAL_SERVER)).containsExactly(new ArpAnswer(REAL_SERVER, ITS_MAC));
    }

    @Test
    void anUnpreparedRealServerAnswersForTheAddressOnItsLoAndAPreparedOneDoesNot() {
        realServer.ip("addr", "add", "192.168.148.161/32", "dev", "lo");
        assertThat(ask(VIP)).containsExactly(new ArpAnswer(VIP, ITS_MAC));

        realServer.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/arp_ignore");
        assertThat(ask(VIP)).isEmpty();
    }

    @Test
    void anInterfaceThatIsDownIsAnErrorInWords() {
        director.ip("link", "set", "eth0", "down");

        assertThatThrownBy(() -> ask(VIP)).rootCause().hasMessageContaining("send");
    }

    private Set<ArpAnswer> ask(InetAddress... addresses) {
        return director.inside(() -> new ArpClient().ask(eth0(), DIRECTOR, List.of(addresses), Duration.ofMillis(500)));
    }

    private static Link eth0() {
        try (LinkClient links = LinkClient.open()) {
            return links.links().stream()
                    .filter(it -> it.name().equals("eth0"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
