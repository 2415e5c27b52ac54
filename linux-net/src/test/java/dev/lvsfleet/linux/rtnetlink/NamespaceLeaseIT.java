package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the real kernel does with an address that has a lifetime, and what it tells. */
@Tag("kernel")
class NamespaceLeaseIT {

    private static final InetAddress FOUR = InetAddress.ofLiteral("192.0.2.161");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::161");
    private static final List<InetAddress> BOTH = List.of(FOUR, SIX);

    private PrivateNamespace namespace;
    private LeaseClient leases;
    private NetworkWatch watch;
    private int index;

    @BeforeEach
    void unshare() throws IOException {
        namespace = new PrivateNamespace();
        namespace.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        namespace.ip("link", "set", "eth0", "up");
        leases = namespace.inside(LeaseClient::open);
        watch = namespace.inside(NetworkWatch::open);
        index = watch.everything().stream()
                .filter(NetworkChange.LinkIs.class::isInstance)
                .map(change -> ((NetworkChange.LinkIs) change).link())
                .filter(link -> link.name().equals("eth0"))
                .mapToInt(Link::index)
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void leave() {
        watch.close();
        leases.close();
        namespace.close();
    }

    /** The kernel looks once a second at most, and counts whole seconds. */
    @Test
    void anAddressThatNobodyRenewsGoesByItself() {
        long begin = System.nanoTime();
        leases.hold(index, BOTH, 2);
        assertThat(held()).containsExactlyInAnyOrderElementsOf(BOTH);

        await().atMost(Duration.ofSeconds(6))
                .untilAsserted(() -> assertThat(held()).isEmpty());

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(1_500), Duration.ofSeconds(5));
    }

    @Test
    void oneThatIsRenewedStaysAndIsTheSameAddress() {
        leases.hold(index, BOTH, 2);
        watch.changes(_ -> {});
        List<NetworkChange> told = new ArrayList<>();
        long until = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    leases.hold(index, BOTH, 2);
                    watch.changes(told::add);
                    return System.nanoTime() - until > 0;
                });

        assertThat(held()).containsExactlyInAnyOrderElementsOf(BOTH);
        assertThat(told).isNotEmpty().noneMatch(NetworkChange.AddressGone.class::isInstance);
    }

    @Test
    void oneThatIsReleasedIsGoneAtOnceAndMayBeReleasedAgain() {
        leases.hold(index, BOTH, 60);
        leases.release(index, BOTH);
        assertThat(held()).isEmpty();

        leases.release(index, BOTH);
        assertThat(held()).isEmpty();
    }

    /** The owner's: it was there before, for ever, and is to be there after. */
    @Test
    void theNodesOwnAddressWithAnotherPrefixIsNeitherLeasedNorReleased() {
        namespace.ip("link", "set", "eth1", "up");
        namespace.ip("addr", "add", "192.0.2.161/24", "dev", "eth0");
        namespace.ip("addr", "add", "2001:db8::161/64", "dev", "eth0", "nodad");
        InetAddress free = InetAddress.ofLiteral("192.0.2.162");
        List<NetworkChange> early = new ArrayList<>();
        await().untilAsserted(() -> {
            watch.changes(early::add);
            assertThat(early).contains(new NetworkChange.AddressIs(index, SIX, 64, true));
        });
        List<NetworkChange> before = ofEth0();

        leases.hold(index, List.of(FOUR, SIX, free), 1);
        assertThat(ofEth0())
                .containsAll(before)
                .filteredOn(change -> !before.contains(change))
                .containsExactly(new NetworkChange.AddressIs(index, free, 32, true));
        List<NetworkChange> told = new ArrayList<>();
        await().atMost(Duration.ofSeconds(6)).untilAsserted(() -> {
            watch.changes(told::add);
            assertThat(told).contains(new NetworkChange.AddressGone(index, free, 32));
        });
        leases.release(index, List.of(FOUR, SIX, free));

        assertThat(ofEth0()).isEqualTo(before);
        watch.changes(told::add);
        assertThat(told)
                .as("nothing was done to either, and neither is dynamic")
                .noneMatch(change -> change instanceof NetworkChange.AddressIs is && BOTH.contains(is.address()));
    }

    private List<NetworkChange> ofEth0() {
        return watch.everything().stream()
                .filter(change -> change instanceof NetworkChange.AddressIs is
                        && is.index() == index
                        && !is.address().isLinkLocalAddress())
                .toList();
    }

    @Test
    void whatComesAndGoesIsTold() {
        watch.changes(_ -> {});
        leases.hold(index, List.of(FOUR), 60);
        leases.release(index, List.of(FOUR));
        namespace.ip("link", "set", "eth1", "up");
        namespace.ip("link", "del", "eth0");
        List<NetworkChange> told = new ArrayList<>();
        await().untilAsserted(() -> {
            assertThat(watch.changes(told::add)).isTrue();
            assertThat(told).contains(new NetworkChange.LinkGone(index));
        });

        assertThat(told)
                .containsSubsequence(
                        new NetworkChange.AddressIs(index, FOUR, 32, true),
                        new NetworkChange.AddressGone(index, FOUR, 32));
        assertThat(told)
                .anyMatch(change -> change instanceof NetworkChange.LinkIs(Link link, boolean running)
                        && link.index() == index
                        && running);
    }

    /** A bridge tells that a port left it by the message that a link is gone. */
    @Test
    void aPortThatLeavesItsBridgeIsStillALink() {
        namespace.ip("link", "add", "name", "br0", "type", "bridge");
        namespace.ip("link", "set", "eth0", "master", "br0");
        watch.changes(_ -> {});
        namespace.ip("link", "set", "eth0", "nomaster");
        List<NetworkChange> told = new ArrayList<>();
        await().untilAsserted(() -> {
            watch.changes(told::add);
            assertThat(told).isNotEmpty();
        });

        assertThat(told).noneMatch(NetworkChange.LinkGone.class::isInstance);
    }

    /** Until detection has ended, nothing can be sent from it. */
    @Test
    void anAddressUnderDuplicateDetectionIsNotUsableYet() {
        namespace.ip("link", "set", "eth1", "up");
        namespace.ip("addr", "add", "2001:db8::130/64", "dev", "eth0");
        List<NetworkChange> told = new ArrayList<>();
        InetAddress address = InetAddress.ofLiteral("2001:db8::130");
        await().untilAsserted(() -> {
            watch.changes(told::add);
            assertThat(told)
                    .containsSubsequence(
                            new NetworkChange.AddressIs(index, address, 64, false),
                            new NetworkChange.AddressIs(index, address, 64, true));
        });
    }

    private List<InetAddress> held() {
        return watch.everything().stream()
                .filter(NetworkChange.AddressIs.class::isInstance)
                .map(change -> ((NetworkChange.AddressIs) change).address())
                .filter(BOTH::contains)
                .toList();
    }
}
