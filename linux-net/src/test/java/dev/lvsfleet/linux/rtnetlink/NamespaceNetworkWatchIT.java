package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a watch says when the real kernel told more than its queue holds. */
@Tag("kernel")
class NamespaceNetworkWatchIT {

    private static final InetAddress RESTLESS = InetAddress.ofLiteral("198.51.100.161");
    private static final InetAddress LAST = InetAddress.ofLiteral("198.51.100.162");
    private static final InetAddress LATER = InetAddress.ofLiteral("198.51.100.163");

    /** Its column of {@code /proc/net/netlink}. */
    private static final int DROPS = 8;

    /** The queue holds some 5,000 news; a round makes two. */
    private static final int MOST_ROUNDS = 20_000;

    private PrivateNamespace namespace;
    private NetworkWatch watch;

    @BeforeEach
    void unshare() throws IOException {
        namespace = new PrivateNamespace();
        watch = namespace.inside(NetworkWatch::open);
    }

    @AfterEach
    void leave() {
        watch.close();
        namespace.close();
    }

    @Test
    void anEmptyQueueIsComplete() {
        List<NetworkChange> told = new ArrayList<>();

        assertThat(watch.changes(told::add)).isTrue();
        assertThat(told).isEmpty();
    }

    @Test
    void moreThanTheQueueHoldsIsSaidOnceAndWhatIsReadThenIsNotUndoneByOlderNews() {
        overflow();
        List<NetworkChange> told = new ArrayList<>();

        assertThat(watch.changes(told::add)).as("news were lost").isFalse();
        assertThat(addresses(watch.everything())).contains(LAST).doesNotContain(RESTLESS);
        told.clear();
        assertThat(watch.changes(told::add)).isTrue();
        assertThat(told).as("what came before everything was read").isEmpty();
    }

    /** The kernel tells a full queue's owner nothing more until it is empty: had some been left, this would be lost. */
    @Test
    void whatChangesOnceTheOverflowIsSaidIsTold() {
        overflow();
        assertThat(watch.changes(_ -> {})).isFalse();
        List<NetworkChange> told = new ArrayList<>();

        namespace.ip("addr", "add", LATER.getHostAddress() + "/32", "dev", "lo");

        assertThat(watch.changes(told::add)).isTrue();
        assertThat(addresses(told)).containsExactly(LATER);
    }

    /** The restless address comes and goes until the kernel has dropped news of it; then the last one comes. */
    private void overflow() {
        namespace.inside(() -> {
            try (AddressClient client = AddressClient.open()) {
                InterfaceAddress restless = new InterfaceAddress("lo", RESTLESS, 32);
                for (int round = 0; round < MOST_ROUNDS && (round % 1_000 != 0 || dropped() == 0); round++) {
                    client.add(restless);
                    client.remove(restless);
                }
                client.add(new InterfaceAddress("lo", LAST, 32));
            }
            return true;
        });
        assertThat(dropped()).as("news that the kernel dropped").isPositive();
    }

    private long dropped() {
        return namespace
                .run("cat", "/proc/net/netlink")
                .lines()
                .skip(1)
                .mapToLong(line -> Long.parseLong(line.strip().split("\\s+", -1)[DROPS]))
                .sum();
    }

    private static List<InetAddress> addresses(List<NetworkChange> changes) {
        return changes.stream()
                .filter(NetworkChange.AddressIs.class::isInstance)
                .map(change -> ((NetworkChange.AddressIs) change).address())
                .toList();
    }
}
