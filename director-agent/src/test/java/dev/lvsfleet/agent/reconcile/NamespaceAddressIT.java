package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.baseline.ChangeLoop;
import dev.lvsfleet.agent.baseline.Ear;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import dev.lvsfleet.linux.rtnetlink.ChangeListener;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A director's address in a namespace of the real kernel, which tells of what somebody else does to it. */
@Tag("kernel")
class NamespaceAddressIT extends LoopScenario {

    private static final InterfaceAddress ON_ETH0 = new InterfaceAddress("eth0", VIP, 32);

    private PrivateNamespace namespace;

    @BeforeEach
    void unshare() throws IOException {
        namespace = new PrivateNamespace();
        namespace.ip("link", "add", "name", "eth0", "type", "veth", "peer", "name", "eth1");
        namespace.ip("link", "set", "eth0", "up");
    }

    @AfterEach
    void leave() {
        namespace.close();
    }

    private boolean isThere() {
        return namespace.inside(() -> {
            try (AddressClient client = AddressClient.open()) {
                return client.addresses().contains(ON_ETH0);
            }
        });
    }

    @Test
    void anAddressTakenAwayByHandIsBackLongBeforeTheResync() {
        resync = Duration.ofMinutes(10);
        Kernel kernel = new KernelClient(node.ipvs::client, () -> namespace.inside(AddressClient::open));
        ReconcileLoop running = start(Remembered.NOTHING, kernel, new DeafListener());
        AtomicInteger rings = new AtomicInteger();
        ChangeLoop changes = new ChangeLoop(
                () -> Ear.of(namespace.inside(
                        () -> ChangeListener.open(EnumSet.allOf(Subject.class), Duration.ofMillis(100)))),
                () -> {
                    rings.incrementAndGet();
                    running.changed();
                },
                _ -> {});
        changes.start();
        try {
            running.document(accepted(state(7, web(real(132, 3)))));
            await().until(() -> revision() == 7 && rings.get() > 0);
            assertThat(isThere()).isTrue();

            namespace.ip("addr", "del", "192.168.148.161/32", "dev", "eth0");

            await().atMost(Duration.ofSeconds(5))
                    .until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
            assertThat(isThere()).isTrue();
        } finally {
            changes.stop();
        }
    }
}
