package dev.lvsfleet.agent.reconcile;

import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.accepted;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.lvsfleet.contract.ApplyReport.Outcome;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsStatistics;
import dev.lvsfleet.ipvs.OperationResult;
import dev.lvsfleet.ipvs.VirtualService;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What the loop survives. */
class ReconcileLoopFaultTest extends LoopScenario {

    @Test
    void aKernelWithoutIpvsIsSaidAndUsedAsSoonAsItHasIt() {
        node.ipvs.unloadModule();
        start(remembered(state(7, web(real(132, 3)))));

        await().until(() -> loop().situation().kernelFault().isPresent()
                && loop().situation().passedAt().isPresent());
        await().until(() -> !reports.isEmpty());
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);

        node.ipvs.loadModule();

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3)));
        await().until(() -> loop().situation().kernelFault().isEmpty());
        await().until(() -> reports.getLast().outcome() == Outcome.APPLIED);
    }

    @Test
    void aKernelClientThatThrowsTheUnexpectedInObserveAndApplyEndsNoLoop() {
        BrokenKernel broken = new BrokenKernel(node.kernel(), 3);
        ReconcileLoop running = start(remembered(state(7, web(real(132, 3)))), broken, new DeafListener());

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3)));
        assertThat(broken.thrown).hasSizeGreaterThanOrEqualTo(6);
        await().until(() -> running.situation().failures().isEmpty());
        await().until(() -> reports.getLast().outcome() == Outcome.APPLIED);
    }

    @Test
    void aRefusalIsReportedThoughThePassOfItsTurnBreaksOff() {
        BrokenKernel broken = new BrokenKernel(node.kernel(), 1);
        ReconcileLoop made = made(remembered(state(7, web(real(132, 3)))), broken, new DeafListener());
        made.refused("it is not signed"); // the first turn has a pass as well, and that one breaks off

        made.start();

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 3)));
        assertThat(broken.thrown).isNotEmpty();
        assertThat(reports.stream().filter(it -> it.outcome() == Outcome.REFUSED))
                .singleElement()
                .satisfies(it -> assertThat(it.failures()).containsExactly("it is not signed"));
    }

    @Test
    void aListenerThatThrowsEndsNoLoop() {
        start(remembered(state(7, web(real(132, 3)))), node.kernel(), new ThrowingListener())
                .document(accepted(state(8, web(real(132, 5)))));

        await().until(() -> weights().equals(Map.of("192.168.148.132:80", 5)));
        assertThat(loop().situation().failures()).singleElement().asString().contains("a listener fell over");
    }

    @Test
    void anInterfaceThatIsMissingIsAFailureAndTheRestGoesOn() {
        DesiredState elsewhere = new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                7,
                "lab",
                "edge",
                state(7).revisedAt(),
                List.of(new DesiredAddress(VIP, 32, "eth7")),
                List.of(web(real(132, 3))));

        start(Remembered.NOTHING).document(accepted(elsewhere));

        await().until(() -> revision() == 7);
        assertThat(weights()).hasSize(1);
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reports.getLast().failures()).singleElement().asString().contains("eth7");
    }

    @Test
    void aServiceThatTheKernelRefusesKeepsNoNeighbourFromBeingReached() {
        start(Remembered.NOTHING)
                .document(accepted(state(7, web(real(132, 3)), scheduled(service("odd", 8080), Scheduler.TWOS))));

        await().until(() -> revision() == 7);
        assertThat(reports.getLast().failures()).singleElement().asString().contains("no scheduler 'twos'");
        assertThat(weights()).isEqualTo(Map.of("192.168.148.132:80", 3));
        assertThat(node.addresses()).contains(new InterfaceAddress("eth0", VIP, 32));
    }

    @Test
    void anAddressThatWouldLeadToNothingDoesNotCome() {
        start(Remembered.NOTHING).document(accepted(state(7, scheduled(service("odd", 8080), Scheduler.TWOS))));

        await().until(() -> revision() == 7);
        assertThat(reports.getLast().failures()).anyMatch(it -> it.contains("none of its services is programmed"));
        assertThat(node.addresses()).doesNotContain(new InterfaceAddress("eth0", VIP, 32));
    }

    private static DesiredService scheduled(DesiredService service, Scheduler scheduler) {
        return new DesiredService(
                service.name(),
                service.endpoint(),
                scheduler,
                service.flags(),
                service.persistence(),
                service.realServers(),
                service.fallback(),
                service.policy());
    }

    private static final class ThrowingListener extends DeafListener {
        @Override
        public void passed(Situation situation, Pass pass, Optional<Duration> fromReceipt) {
            throw new IllegalStateException("a listener fell over");
        }
    }

    /** Throws what nobody expects, a few times from every call, and then works. */
    private static final class BrokenKernel implements Kernel {

        private final Kernel working;
        private final List<RuntimeException> thrown = new CopyOnWriteArrayList<>();
        private int observing;
        private int applying;

        BrokenKernel(Kernel working, int times) {
            this.working = working;
            this.observing = times;
            this.applying = times;
        }

        @Override
        public Reading observe() throws KernelUnavailableException {
            if (observing-- > 0) {
                throw fault("observe");
            }
            return working.observe();
        }

        @Override
        public List<VirtualService> services() throws KernelUnavailableException {
            return working.services();
        }

        @Override
        public Set<DesiredAddress> addresses() throws KernelUnavailableException {
            return working.addresses();
        }

        @Override
        public IpvsStatistics statistics() throws KernelUnavailableException {
            return working.statistics();
        }

        @Override
        public List<OperationResult> apply(List<IpvsOperation> operations) throws KernelUnavailableException {
            if (applying-- > 0) {
                throw fault("apply");
            }
            return working.apply(operations);
        }

        private RuntimeException fault(String where) {
            RuntimeException fault = new IllegalStateException("injected in " + where);
            thrown.add(fault);
            return fault;
        }

        @Override
        public Optional<String> add(DesiredAddress address) {
            return working.add(address);
        }

        @Override
        public Optional<String> remove(DesiredAddress address) {
            return working.remove(address);
        }

        @Override
        public void close() {
            working.close();
        }
    }
}
