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
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.TablePolicy.Existing;
import dev.lvsfleet.ipvs.Destination;
import dev.lvsfleet.ipvs.DestinationKey;
import dev.lvsfleet.ipvs.ForwardingMethod;
import dev.lvsfleet.ipvs.IpvsOperation;
import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteService;
import dev.lvsfleet.ipvs.ServiceKey;
import dev.lvsfleet.ipvs.TransportProtocol;
import dev.lvsfleet.linux.rtnetlink.InterfaceAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How the loop treats what others have in the kernel, as the director's policy says, and what others take away. */
class ReconcileLoopPolicyTest extends LoopScenario {

    private static final TablePolicy LEAVE = new TablePolicy(Existing.LEAVE, false);
    private static final TablePolicy EXCLUSIVE = new TablePolicy(Existing.ADOPT, true);

    private static DesiredState under(TablePolicy policy, DesiredState state) {
        return new DesiredState(
                state.schema(),
                state.node(),
                state.revision(),
                state.site(),
                state.group(),
                state.revisedAt(),
                state.addresses(),
                state.services(),
                policy);
    }

    private static IpvsOperation destination(int host) {
        return new AddDestination(
                WEB,
                new Destination(
                        new DestinationKey(InetAddress.ofLiteral("192.168.148." + host), 80),
                        ForwardingMethod.MASQUERADE,
                        9,
                        0,
                        0));
    }

    @Test
    void whereThePolicyIsToLeaveADesiredServiceOfSomebodyElseStaysAsItIsAndIsTold() {
        node.ipvs.byHand(List.of(add(WEB), destination(140)));

        serve(under(LEAVE, state(7, web(real(132, 3)))));

        await().until(() -> told(Kind.CONFLICT_FOUND).isPresent());
        assertThat(weights()).containsOnlyKeys("192.168.148.140:80");
        assertThat(reports.getLast().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(reports.getLast().appliedRevision()).isZero();
        assertThat(reports.getLast().failures()).anyMatch(it -> it.contains("made by somebody else"));
    }

    @Test
    void aConflictThatSomebodyResolvesIsServedFromThenOn() {
        node.ipvs.byHand(List.of(add(WEB)));
        serve(under(LEAVE, state(7, web(real(132, 3)))));

        node.ipvs.byHand(List.of(new DeleteService(WEB)));

        await().until(() -> weights().containsKey("192.168.148.132:80"));
        await().until(() -> reports.getLast().appliedRevision() == 7);
        assertThat(loop().situation().conflicts()).isEmpty();
    }

    @Test
    void aRealServerThatSomebodyElseAddedToOurServiceIsLeftTooThoughItIsDesiredLater() {
        ReconcileLoop running = serve(under(LEAVE, state(7, web(real(132, 3)))));
        node.ipvs.byHand(List.of(destination(133)));
        await().until(() -> told(Kind.FOREIGN_FOUND).isPresent());

        running.document(accepted(under(LEAVE, state(8, web(real(132, 3), real(133, 1))))));

        await().until(() -> told(Kind.CONFLICT_FOUND).isPresent());
        assertThat(weights()).containsEntry("192.168.148.133:80", 9);
    }

    @Test
    void anExclusiveNodeDeletesWhatOthersHaveAndSaysSo() {
        serve(under(EXCLUSIVE, state(7, web(real(132, 3)))));

        node.ipvs.byHand(List.of(destination(140), add(STRANGE))); // services are read first

        await().until(() -> told(Kind.FOREIGN_REMOVED).isPresent());
        await().until(() -> !node.ipvs.table().services().containsKey(STRANGE));
        assertThat(weights()).containsOnlyKeys("192.168.148.132:80");
        await().until(() -> loop().situation().foreign().isEmpty());
    }

    @Test
    void anExclusiveNodeDeletesNoMoreInOnePassThanTheBudgetLets() {
        List<Integer> found = new ArrayList<>();
        table = view -> found.add(view.present().services().size());
        List<IpvsOperation> many = new ArrayList<>();
        for (int port = 1000; port < 1040; port++) {
            many.add(add(new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("10.9.9.9"), port)));
        }
        node.ipvs.byHand(many);

        serve(under(EXCLUSIVE, state(7, web(real(132, 3)))));

        await().until(() -> node.ipvs.table().services().size() == 1);
        assertThat(found).hasSizeGreaterThan(2).contains(21, 11);
    }

    @Test
    void anAddressOfSomebodyElseIsNeverTakenAwayFromAnExclusiveNode() {
        InterfaceAddress others = new InterfaceAddress("eth0", InetAddress.ofLiteral("10.9.9.9"), 32);
        node.addressClient().add(others);

        serve(under(EXCLUSIVE, state(7, web(real(132, 3)))));
        long passed = loop().situation().passedTick();

        await().until(() -> loop().situation().passedTick() > passed);
        assertThat(node.addresses()).contains(others);
    }

    @Test
    void anAddressTakenAwayByHandIsBackAtOnceWhenTheKernelTells() {
        resync = Duration.ofMinutes(10);
        serve(state(7, web(real(132, 3))));
        node.addressClient().remove(new InterfaceAddress("eth0", VIP, 32));

        loop().changed();

        await().atMost(Duration.ofSeconds(1))
                .until(() -> node.addresses().contains(new InterfaceAddress("eth0", VIP, 32)));
        await().until(() -> told(Kind.DRIFT_REPAIRED).isPresent());
    }

    @Test
    void aChangeThatTakesNothingOfOursMakesNoPass() {
        resync = Duration.ofMinutes(10);
        serve(state(7, web(real(132, 3))));
        long passed = loop().situation().passedTick();
        node.addressClient().add(new InterfaceAddress("eth0", InetAddress.ofLiteral("10.9.9.9"), 32));

        loop().changed();
        loop().document(accepted(state(8, service("tls", 443))));

        await().until(() -> revision() == 8);
        assertThat(loop().situation().passedTick()).isGreaterThan(passed);
        assertThat(told(Kind.DRIFT_REPAIRED)).isEmpty();
    }

    @Test
    void anAddressAtWhichTheBusIsReachedIsNotPutOnTheNode() {
        reserved = Set.of(VIP);
        start(Remembered.NOTHING).document(accepted(state(7, web(real(132, 3)))));

        await().until(() -> !reports.isEmpty() && reports.getLast().outcome() == Outcome.FAILED);
        assertThat(reports.getLast().failures()).anyMatch(it -> it.contains("the node reaches Kafka there"));
        assertThat(node.addresses()).doesNotContain(new InterfaceAddress("eth0", VIP, 32));
        assertThat(weights()).hasSize(1);
    }

    @Test
    void aRefusedDocumentTakesNothingFromWhatWasApplied() {
        serve(state(7, web(real(132, 3))));

        loop().refused("revision 8: it is not sound");

        await().until(() -> reports.getLast().outcome() == Outcome.REFUSED);
        assertThat(reports.getLast().appliedRevision()).isEqualTo(7);
    }

    @Test
    void anAgentThatRemembersNothingClaimsToHaveAppliedNothing() {
        start(Remembered.NOTHING);

        await().until(() -> !reports.isEmpty());
        assertThat(reports.getLast().appliedRevision()).isZero();
    }
}
