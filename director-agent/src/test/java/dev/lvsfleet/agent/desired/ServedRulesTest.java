package dev.lvsfleet.agent.desired;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.agent.testing.Documents;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.TablePolicy;
import dev.lvsfleet.contract.Tunnel;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServedRulesTest {

    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final ServedAddress DIRECT = new ServedAddress(Documents.VIP, RIP, Forwarding.DIRECT_ROUTING, null);

    private static DesiredState realServer(ServedAddress... served) {
        return DesiredState.ofRealServer("director-1", 1, "lab", Documents.NOON, List.of(served), null);
    }

    @Test
    void aSoundDocumentHasNoFault() {
        assertThat(DocumentRules.faults(
                        realServer(DIRECT, new ServedAddress(Documents.VIP, RIP, Forwarding.TUNNEL, Tunnel.PLAIN))))
                .isEmpty();
    }

    @Test
    void anAddressThatWouldTakeTheHostFromItselfIsRefused() {
        InetAddress loopback = InetAddress.ofLiteral("127.0.0.1");
        assertThat(DocumentRules.faults(realServer(new ServedAddress(loopback, RIP, Forwarding.DIRECT_ROUTING, null))))
                .singleElement()
                .asString()
                .contains("127.0.0.1", "not unicast");
    }

    @Test
    void aTunnelIsThereExactlyWhenPacketsAreTunnelled() {
        assertThat(DocumentRules.faults(realServer(new ServedAddress(Documents.VIP, RIP, Forwarding.TUNNEL, null))))
                .hasSize(1);
        assertThat(DocumentRules.faults(
                        realServer(new ServedAddress(Documents.VIP, RIP, Forwarding.NAT, Tunnel.PLAIN))))
                .hasSize(1);
    }

    @Test
    void whatBelongsToTheOtherRoleIsRefused() {
        DesiredState director = Documents.state(1);
        DesiredState both = new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                1,
                "lab",
                "",
                Documents.NOON,
                director.addresses(),
                List.of(),
                NodeRole.REAL_SERVER,
                List.of(DIRECT, DIRECT),
                new Gateway(InetAddress.ofLiteral("224.0.0.1"), true),
                TablePolicy.DEFAULT);

        assertThat(DocumentRules.faults(both))
                .anyMatch(it -> it.contains("balances nothing"))
                .anyMatch(it -> it.contains("there twice"))
                .anyMatch(it -> it.contains("gateway 224.0.0.1"));
    }

    @Test
    void anAgentObeysDocumentsOfItsOwnRoleOnly() {
        assertThat(AdmissionRules.judge(
                        Documents.RECIPIENT, AdmissionRules.Known.NOTHING, Documents.signed(realServer(DIRECT))))
                .isEqualTo(new Admission.Refused("it is for a real-server, this is a director"));
    }
}
