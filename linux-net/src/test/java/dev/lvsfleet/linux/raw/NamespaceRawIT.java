package dev.lvsfleet.linux.raw;

import static dev.lvsfleet.linux.sys.LinuxConstants.SOL_SOCKET;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_PRIORITY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.LinkClient;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.SocketOption;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two hosts of the real kernel on one wire. */
@Tag("kernel")
class NamespaceRawIT {

    private static final int PROTOCOL = 112;
    private static final byte[] MESSAGE = {0x31, 51, 100, 1};
    private static final InetAddress ONE = InetAddress.ofLiteral("192.0.2.130");
    private static final InetAddress OTHER = InetAddress.ofLiteral("192.0.2.131");
    private static final InetAddress ONE_SIX = InetAddress.ofLiteral("2001:db8::130");
    private static final InetAddress OTHER_SIX = InetAddress.ofLiteral("2001:db8::131");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_SIX = InetAddress.ofLiteral("ff02::12");

    private PrivateNamespace here;
    private PrivateNamespace there;

    @BeforeEach
    void wire() throws IOException {
        here = new PrivateNamespace();
        there = new PrivateNamespace();
        here.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        here.give("eth1", there);
        there.ip("link", "set", "eth1", "name", "eth0");
        here.ip("addr", "add", "192.0.2.130/24", "dev", "eth0");
        there.ip("addr", "add", "192.0.2.131/24", "dev", "eth0");
        here.ip("link", "set", "eth0", "up");
        there.ip("link", "set", "eth0", "up");
        here.ip("addr", "add", "2001:db8::130/64", "dev", "eth0", "nodad");
        there.ip("addr", "add", "2001:db8::131/64", "dev", "eth0", "nodad");
    }

    @AfterEach
    void leave() {
        here.close();
        there.close();
    }

    @Test
    void whatIsSentToTheGroupIsHeardWithItsSourceAndHopCount() {
        exchange(false, ONE, GROUP);
    }

    @Test
    void whatIsSentToOneHostIsHeardThere() {
        exchange(false, ONE, OTHER);
    }

    @Test
    void theSameOfIpv6() {
        exchange(true, ONE_SIX, GROUP_SIX);
        exchange(true, ONE_SIX, OTHER_SIX);
    }

    private void exchange(boolean six, InetAddress source, InetAddress destination) {
        try (ProtocolSocket sending = open(here, six);
                ProtocolSocket hearing = open(there, six);
                Outlet outlet = sending.outlet(source, destination, 100)) {
            sending.join(six ? GROUP_SIX : GROUP);
            hearing.join(six ? GROUP_SIX : GROUP);
            hearing.join(six ? GROUP_SIX : GROUP); // to join again changes nothing

            assertThat(hearing.receive()).isFalse();
            await().untilAsserted(() -> {
                assertThat(outlet.send(MESSAGE)).isEqualTo(Errno.NONE);
                assertThat(hearing.receive()).isTrue();
            });

            ReceivedPacket packet = hearing.received();
            assertThat(packet.message()).isEqualTo(MESSAGE);
            assertThat(packet.source()).isEqualTo(source);
            assertThat(packet.destination()).isEqualTo(destination);
            assertThat(packet.timeToLive()).isEqualTo(255);
            assertThat(packet.unsignedByte(1)).isEqualTo(51);
            assertThat(packet.equalsCopy(packet.copy())).isTrue();
            assertThat(sending.receive()).as("it comes back to its sender").isFalse();
        }
    }

    /** What the socket is told last counts: to set the TOS sets the priority too. */
    @Test
    void whatIsSentGoesBeforeAllElse() {
        try (ProtocolSocket four = open(here, false);
                ProtocolSocket six = open(here, true)) {
            assertThat(SocketOption.read(four.descriptor(), SOL_SOCKET, SO_PRIORITY))
                    .isEqualTo(IpConstants.PRIORITY_CONTROL);
            assertThat(SocketOption.read(six.descriptor(), SOL_SOCKET, SO_PRIORITY))
                    .isEqualTo(IpConstants.PRIORITY_CONTROL);
            assertThat(SocketOption.read(four.descriptor(), IpConstants.IPPROTO_IP, IpConstants.IP_TOS))
                    .isEqualTo(IpConstants.NETWORK_CONTROL);
            assertThat(SocketOption.read(six.descriptor(), IpConstants.IPPROTO_IPV6, IpConstants.IPV6_TCLASS))
                    .isEqualTo(IpConstants.NETWORK_CONTROL);
        }
    }

    @Test
    void fromAnAddressThatTheHostHasNotNothingIsSent() {
        try (ProtocolSocket socket = open(here, false);
                Outlet outlet = socket.outlet(InetAddress.ofLiteral("192.0.2.99"), GROUP, 100)) {
            assertThat(outlet.send(MESSAGE)).isNotEqualTo(Errno.NONE);
        }
    }

    @Test
    void aFrameThatAnnouncesAnAddressIsLearned() {
        there.run("sh", "-c", "ip neigh add 192.0.2.161 lladdr 02:00:00:00:00:99 dev eth0 nud stale");
        there.run("sh", "-c", "ip neigh add 2001:db8::161 lladdr 02:00:00:00:00:99 dev eth0 nud stale");
        Link link = link(here);
        String mac = link.hardware().orElseThrow().toString();
        try (FrameSocket frames = here.inside(FrameSocket::open)) {
            for (String address : new String[] {"192.0.2.161", "2001:db8::161"}) {
                byte[] frame = AnnouncementCodec.announcement(
                        link.hardware().orElseThrow(), InetAddress.ofLiteral(address), false);
                assertThat(frames.send(link.index(), frame)).isEqualTo(Errno.NONE);
                await().untilAsserted(() ->
                        assertThat(there.run("ip", "neigh", "show", address)).contains(mac));
            }
        }
    }

    @Test
    void oneWaitEndsWithAPacketOrASignalOrTheTime() {
        try (Signal signal = new Signal();
                ProtocolSocket hearing = open(there, false);
                ProtocolSocket sending = open(here, false);
                Outlet outlet = sending.outlet(ONE, OTHER, 100);
                Waiter waiter = new Waiter()) {
            waiter.watch(signal.descriptor(), hearing.descriptor());

            long begin = System.nanoTime();
            assertThat(waiter.await(Duration.ofMillis(20).toNanos())).isFalse();
            assertThat(System.nanoTime() - begin)
                    .isGreaterThan(Duration.ofMillis(19).toNanos());

            signal.raise();
            assertThat(waiter.await(Duration.ofSeconds(5).toNanos())).isTrue();
            assertThat(waiter.isReady(0)).isTrue();
            assertThat(waiter.isReady(1)).isFalse();

            signal.lower();
            assertThat(waiter.await(0)).isFalse();
            await().untilAsserted(() -> {
                outlet.send(MESSAGE);
                assertThat(waiter.await(Duration.ofMillis(100).toNanos())).isTrue();
                assertThat(waiter.isReady(1)).isTrue();
            });
        }
    }

    private static ProtocolSocket open(PrivateNamespace where, boolean six) {
        int index = link(where).index();
        return where.inside(() -> ProtocolSocket.open(six, "eth0", index, PROTOCOL));
    }

    private static Link link(PrivateNamespace where) {
        return where.inside(() -> {
            try (LinkClient client = LinkClient.open()) {
                return client.links().stream()
                        .filter(link -> link.name().equals("eth0"))
                        .findFirst()
                        .orElseThrow();
            }
        });
    }
}
