package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.agent.testing.RefusingTransport;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.ipvs.IpvsConstants;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.linux.genetlink.GenericNetlinkFamily;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the loop does when somebody else changes the kernel. */
class ReconcileLoopDriftTest extends LoopScenario {

    @Test
    void aTableEmptiedByHandIsRestoredAndTheEventSaysWhatWasMissing() {
        serve(state(7, web(real(132, 3), real(133, 1))));

        node.ipvs.clear();

        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
        assertThat(weights()).hasSize(2);
        FleetEvent event = told(Kind.DRIFT_REPAIRED).orElseThrow();
        assertThat(event.subject()).isEqualTo("web");
        assertThat(event.message())
                .contains("the service was missing with its 2 destinations")
                .endsWith("repaired");
    }

    @Test
    void aTableEmptiedWhileItIsReadIsToldAsTheLossThatItIs() {
        AtomicBoolean armed = new AtomicBoolean();
        start(remembered(state(7, web(real(132, 3), real(133, 1)))), emptiedAfterListing(armed), new DeafListener());
        await().until(() -> revision() == 7);

        armed.set(true);

        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
        assertThat(told(Kind.DRIFT_REPAIRED).orElseThrow().message())
                .contains("the service was missing with its 2 destinations");
        assertThat(weights()).hasSize(2);
    }

    /** A kernel whose tables somebody empties, once armed, between the list of services and that of the destinations. */
    private Kernel emptiedAfterListing(AtomicBoolean armed) {
        AtomicBoolean listed = new AtomicBoolean();
        return new KernelClient(
                () -> new IpvsClient(new NetlinkConnection(new RefusingTransport(
                        node.ipvs.connect(),
                        message -> {
                            listed.set(message.type() != GenericNetlinkFamily.CONTROL.id()
                                    && GenericNetlinkFamily.command(message) == IpvsConstants.CMD_GET_SERVICE);
                            return Optional.empty();
                        },
                        () -> {
                            if (listed.get() && armed.compareAndSet(true, false)) {
                                node.ipvs.clear();
                            }
                        }))),
                node::addressClient);
    }

    @Test
    void anAddressTakenAwayByHandIsRestored() {
        serve(state(7, web(real(132, 3))));

        node.addressClient().remove(new InterfaceAddress("eth0", VIP, 32));

        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
        assertThat(node.addresses()).contains(new InterfaceAddress("eth0", VIP, 32));
    }

    @Test
    void twoThatUndoEachOthersWorkSlowDownAndItIsToldOnce() {
        resync = Duration.ofMinutes(10);
        AtomicInteger contested = new AtomicInteger();
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))), node.kernel(), new DeafListener() {
            @Override
            public void contested(int things) {
                contested.set(things);
            }
        });
        await().until(() -> revision() == 7);
        InterfaceAddress address = new InterfaceAddress("eth0", VIP, 32);
        AtomicInteger removals = new AtomicInteger();
        long began = System.nanoTime();

        await().pollInterval(Duration.ofMillis(5)).until(() -> {
            if (node.addresses().contains(address)) {
                node.addressClient().remove(address);
                removals.incrementAndGet();
                running.changed();
            }
            return removals.get() == 6;
        });

        // Put back at once, and after 100, 200, 400 and 800 ms.
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofMillis(1500));
        await().until(() -> contested.get() == 1);
        assertThat(events.stream().filter(it -> it.kind() == Kind.DRIFT_REPAIRED))
                .hasSize(3)
                .last()
                .satisfies(it -> assertThat(it.message()).contains("keeps undoing", "missing from eth0"));
    }

    @Test
    void whatTheKernelTellsHurriesNoRetry() {
        resync = Duration.ofMinutes(10);
        AtomicInteger passes = new AtomicInteger();
        AtomicInteger retries = new AtomicInteger();
        node.ipvs.unloadModule();
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))), node.kernel(), new DeafListener() {
            @Override
            public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {
                passes.incrementAndGet();
            }

            @Override
            public void retried() {
                retries.incrementAndGet();
            }
        });

        await().pollInterval(Duration.ofMillis(10)).until(() -> {
            running.changed();
            return retries.get() == 3;
        });

        assertThat(passes.get()).isLessThanOrEqualTo(4);
    }

    @Test
    void aSixAddressIsSeenWhereItIs() {
        InetAddress six = InetAddress.ofLiteral("2001:db8::161");
        DesiredState state = new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                7,
                "lab",
                "edge",
                NOON,
                List.of(new DesiredAddress(six, 128, "eth0")),
                List.of(service("web", new ServiceEndpoint.Address(Protocol.TCP, six, 80))));
        serve(state);
        long passed = loop().situation().passedTick();

        await().until(() -> loop().situation().passedTick() > passed);

        assertThat(loop().situation().addresses()).containsExactly(new DesiredAddress(six, 128, "eth0"));
        assertThat(told(Kind.DRIFT_REPAIRED)).isEmpty();
    }

    @Test
    void whatNobodyDesiresAndIsNotOursStaysAndIsReported() {
        serve(state(7, web(real(132, 3))));

        node.ipvs.byHand(List.of(add(STRANGE)));

        await().until(() -> told(Kind.FOREIGN_FOUND).isPresent());
        assertThat(node.ipvs.table().services()).containsKeys(WEB, STRANGE);
        assertThat(loop().situation().foreign()).containsExactly(STRANGE.toString());
        await().until(() -> reports.getLast().foreign().equals(List.of(STRANGE.toString())));
    }

    @Test
    void aForeignEntryThatIsGoneLeavesTheReportToo() {
        serve(state(7, web(real(132, 3))));
        node.ipvs.byHand(List.of(add(STRANGE)));
        await().until(() -> !reports.getLast().foreign().isEmpty());

        node.ipvs.byHand(List.of(new IpvsOperation.DeleteService(STRANGE)));

        await().until(() -> reports.getLast().foreign().isEmpty());
    }

    @Test
    void whatIsDesiredAndThereAlreadyIsAdoptedAndLaterDeleted() {
        node.ipvs.byHand(List.of(add(WEB)));
        ReconcileLoop running = serve(state(7, web(real(132, 3))));

        running.document(accepted(state(8, service("tls", 443))));

        await().until(() -> revision() == 8);
        assertThat(node.ipvs.table().services()).doesNotContainKey(WEB);
    }

    @Test
    void aDestinationThatDisappearedBetweenResyncsIsFoundByTheFailureAndPutRight() {
        ReconcileLoop running = serve(state(7, web(real(132, 3), real(133, 1))));
        node.ipvs.clear();

        running.document(accepted(state(8, web(real(132, 5), real(133, 1)))));

        await().until(() -> revision() == 8);
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 5, "192.168.148.133:80", 1));
    }
}
