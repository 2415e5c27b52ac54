package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the real kernel tells of its changes. */
@Tag("kernel")
class NamespaceChangeListenerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private PrivateNamespace namespace;

    @BeforeEach
    void unshare() throws IOException {
        namespace = new PrivateNamespace();
    }

    @AfterEach
    void leave() {
        namespace.close();
    }

    @Test
    void anAddressThatComesIsHeardOf() {
        try (ChangeListener listener = listen(Set.of(Subject.IPV4_ADDRESSES), PATIENCE)) {
            namespace.ip("addr", "add", "198.51.100.161/32", "dev", "lo");

            assertThat(listener.next()).isEqualTo(Heard.CHANGE);
        }
    }

    @Test
    void aLinkThatGoesIsHeardOf() {
        namespace.ip("link", "add", "name", "fleet0", "type", "bridge");
        try (ChangeListener listener = listen(Set.of(Subject.LINKS), PATIENCE)) {
            namespace.ip("link", "del", "fleet0");

            assertThat(listener.next()).isEqualTo(Heard.CHANGE);
        }
    }

    @Test
    void aRouteThatChangesIsHeardOf() {
        try (ChangeListener listener = listen(Set.of(Subject.IPV4_ROUTES), PATIENCE)) {
            namespace.ip("route", "add", "203.0.113.0/24", "dev", "lo");

            assertThat(listener.next()).isEqualTo(Heard.CHANGE);
        }
    }

    @Test
    void whatNobodyAskedForIsNotHeard() {
        try (ChangeListener listener = listen(Set.of(Subject.IPV6_ADDRESSES), Duration.ofMillis(200))) {
            namespace.ip("addr", "add", "198.51.100.161/32", "dev", "lo");

            assertThat(listener.next()).isEqualTo(Heard.NOTHING);
        }
    }

    @Test
    void moreThanTheQueueHoldsIsAnOverflowAndTheListenerGoesOn() {
        try (ChangeListener listener = listen(EnumSet.allOf(Subject.class), Duration.ofMillis(500))) {
            namespace.inside(() -> {
                InterfaceAddress address = new InterfaceAddress("lo", InetAddress.ofLiteral("198.51.100.161"), 32);
                try (AddressClient client = AddressClient.open()) {
                    for (int i = 0; i < 1500; i++) {
                        client.add(address);
                        client.remove(address);
                    }
                }
                return true;
            });

            assertThat(drain(listener)).contains(Heard.OVERFLOW, Heard.CHANGE);
            namespace.ip("addr", "add", "198.51.100.162/32", "dev", "lo");
            assertThat(listener.next()).isEqualTo(Heard.CHANGE);
        }
    }

    /** Whatever waits. */
    private static Set<Heard> drain(ChangeListener listener) {
        Set<Heard> heard = EnumSet.noneOf(Heard.class);
        Heard next = listener.next();
        while (next != Heard.NOTHING) {
            heard.add(next);
            next = listener.next();
        }
        return heard;
    }

    private ChangeListener listen(Set<Subject> subjects, Duration patience) {
        return namespace.inside(() -> ChangeListener.open(subjects, patience));
    }
}
