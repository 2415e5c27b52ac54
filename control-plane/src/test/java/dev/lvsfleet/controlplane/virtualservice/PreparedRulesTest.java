package dev.lvsfleet.controlplane.virtualservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ApplyReport.Asked;
import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.Readiness;
import dev.lvsfleet.contract.ServedAddress;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.contract.TunnelChecksum;
import dev.lvsfleet.controlplane.virtualservice.PreparedRules.Answer;
import dev.lvsfleet.controlplane.virtualservice.PreparedRules.Prepared;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreparedRulesTest {

    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");
    private static final InetAddress SECOND = InetAddress.ofLiteral("192.168.148.162");
    private static final InetAddress RIP = InetAddress.ofLiteral("192.168.148.132");
    private static final InetAddress GATEWAY = InetAddress.ofLiteral("192.168.148.131");
    private static final Readiness READY = new Readiness(VIP, true, "it is on lo");
    private static final ServedAddress DIRECT = way(VIP, Forwarding.DIRECT_ROUTING, null);
    private static final ServedAddress TRANSLATED = way(VIP, Forwarding.NAT, null);
    private static final ServedAddress GRE =
            way(VIP, Forwarding.TUNNEL, new Tunnel(Encapsulation.GRE, 0, TunnelChecksum.CSUM));

    private static ServedAddress way(InetAddress address, Forwarding forwarding, @Nullable Tunnel tunnel) {
        return new ServedAddress(address, RIP, forwarding, tunnel);
    }

    /** Of an agent that does not say what it speaks of. */
    private static HostWord word(Readiness... readiness) {
        return new HostWord(List.of(readiness), Optional.empty(), Optional.empty());
    }

    private static HostWord readyFor(ServedAddress... served) {
        return new HostWord(List.of(READY), Optional.of(new Asked(List.of(served), null)), Optional.empty());
    }

    @Test
    void aHostThatTheFleetDoesNotKnowIsUnknown() {
        assertThat(PreparedRules.of(List.of(DIRECT), null).answer()).isEqualTo(Answer.UNKNOWN);
    }

    @Test
    void aHostThatHasNotSpokenOfTheAddressIsNotPrepared() {
        assertThat(PreparedRules.of(List.of(DIRECT), word()))
                .isEqualTo(new Prepared(Answer.FALSE, "the node has not spoken of 192.168.148.161 yet"));
    }

    @Test
    void aHostIsPreparedWhenItIsForEveryAddress() {
        assertThat(PreparedRules.of(List.of(DIRECT), word(READY))).isEqualTo(new Prepared(Answer.TRUE, "it is on lo"));
        assertThat(PreparedRules.of(
                        List.of(DIRECT, way(SECOND, Forwarding.DIRECT_ROUTING, null)),
                        word(READY, new Readiness(SECOND, false, "it is not on lo"))))
                .isEqualTo(new Prepared(Answer.FALSE, "192.168.148.162: it is not on lo"));
    }

    @Test
    void whatWasSaidOfAnotherForwardingIsNotBelieved() {
        assertThat(PreparedRules.of(List.of(DIRECT), readyFor(DIRECT)).answer()).isEqualTo(Answer.TRUE);
        assertThat(PreparedRules.of(List.of(DIRECT), readyFor(TRANSLATED)))
                .isEqualTo(new Prepared(
                        Answer.FALSE, "192.168.148.161: the node has not spoken of dr to 192.168.148.132 yet"));
        assertThat(PreparedRules.of(List.of(GRE), readyFor(way(VIP, Forwarding.TUNNEL, Tunnel.PLAIN))))
                .isEqualTo(new Prepared(
                        Answer.FALSE,
                        "192.168.148.161: the node has not spoken of tun by gre with csum to 192.168.148.132 yet"));
    }

    @Test
    void whatWasSaidOfTheAddressThatItHadBeforeIsNotBelieved() {
        ServedAddress moved =
                new ServedAddress(VIP, InetAddress.ofLiteral("192.168.148.140"), Forwarding.DIRECT_ROUTING, null);

        assertThat(PreparedRules.of(List.of(moved), readyFor(DIRECT)))
                .isEqualTo(new Prepared(
                        Answer.FALSE, "192.168.148.161: the node has not spoken of dr to 192.168.148.140 yet"));
    }

    @Test
    void whatWasSaidBeforeADocumentThatLeavesThisWayAsItWasHolds() {
        ServedAddress another = way(SECOND, Forwarding.NAT, null);

        assertThat(PreparedRules.of(List.of(DIRECT), readyFor(another, DIRECT)).answer())
                .isEqualTo(Answer.TRUE);
    }

    @Test
    void whatWasSaidOfAnotherGatewayIsNotBelievedBehindNat() {
        Asked asked = new Asked(List.of(TRANSLATED, DIRECT), new Gateway(GATEWAY, true));
        HostWord same = new HostWord(List.of(READY), Optional.of(asked), Optional.of(GATEWAY));
        HostWord other = new HostWord(List.of(READY), Optional.of(asked), Optional.of(SECOND));

        assertThat(PreparedRules.of(List.of(TRANSLATED), same).answer()).isEqualTo(Answer.TRUE);
        assertThat(PreparedRules.of(List.of(TRANSLATED), other))
                .isEqualTo(new Prepared(
                        Answer.FALSE, "192.168.148.161: the node has not spoken of the gateway 192.168.148.162 yet"));
        assertThat(PreparedRules.of(List.of(DIRECT), other).answer()).isEqualTo(Answer.TRUE);
    }
}
