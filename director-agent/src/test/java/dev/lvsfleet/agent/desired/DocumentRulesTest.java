package dev.lvsfleet.agent.desired;

import static dev.lvsfleet.agent.testing.Documents.NOON;
import static dev.lvsfleet.agent.testing.Documents.VIP;
import static dev.lvsfleet.agent.testing.Documents.real;
import static dev.lvsfleet.agent.testing.Documents.service;
import static dev.lvsfleet.agent.testing.Documents.state;
import static dev.lvsfleet.agent.testing.Documents.web;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRulesTest {

    @Test
    void aSoundDocumentHasNoFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, 3), real(133, 0)), service("tls", 443))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 65536, 70000})
    void aPortOutsideItsRangeIsAFault(int port) {
        assertThat(DocumentRules.faults(state(1, service("web", port))))
                .containsExactly("service web: port " + port + " is not between 1 and 65535");
    }

    @Test
    void aServiceThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(state(1, service("a", 80), service("b", 80))))
                .containsExactly("service b: 192.168.148.161:80 is there twice");
    }

    @Test
    void aRealServerThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, 1), real(132, 2)))))
                .containsExactly("service web, real server 192.168.148.132:80 is there twice");
    }

    @Test
    void aPortMappingWithDirectRoutingIsAFault() {
        assertThat(DocumentRules.faults(state(1, service("web", 8080, real(132, 1)))))
                .containsExactly("service web, real server 192.168.148.132:80: DIRECT_ROUTING cannot map port 8080");
    }

    @Test
    void aPortMappingWithNatIsNone() {
        DesiredService nat = new DesiredService(
                "web", VIP, 8080, Protocol.TCP, Scheduler.WRR, Forwarding.NAT, List.of(real(132, 1)));

        assertThat(DocumentRules.faults(state(1, nat))).isEmpty();
    }

    @Test
    void aNegativeWeightIsAFault() {
        assertThat(DocumentRules.faults(state(1, web(real(132, -1)))))
                .singleElement()
                .asString()
                .contains("negative");
    }

    @Test
    void aLowerThresholdAboveTheUpperOneIsAFault() {
        DesiredRealServer server = new DesiredRealServer(InetAddress.ofLiteral("192.168.148.132"), 80, 1, 10, 11, null);

        assertThat(DocumentRules.faults(state(1, web(server))))
                .singleElement()
                .asString()
                .contains("thresholds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "0.0.0.0", "255.255.255.255", "240.0.0.1", "0.1.2.3", "fe80::1"})
    void anAddressThatIsNotUnicastIpv4IsAFault(String literal) {
        DesiredRealServer server = new DesiredRealServer(InetAddress.ofLiteral(literal), 80, 1, 0, 0, null);

        assertThat(DocumentRules.faults(state(1, web(server))))
                .singleElement()
                .asString()
                .endsWith("not a unicast IPv4 address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a/b", "eth0; reboot", "a name", "sixteen-letters-", "..", "."})
    void anInterfaceNameTheKernelWouldNotTakeIsAFault(String name) {
        assertThat(DocumentRules.faults(holding(new DesiredAddress(VIP, 32, name))))
                .singleElement()
                .asString()
                .endsWith("is not an interface name");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 33})
    void aPrefixLengthOutsideItsRangeIsAFault(int prefixLength) {
        assertThat(DocumentRules.faults(holding(new DesiredAddress(VIP, prefixLength, "eth0"))))
                .singleElement()
                .asString()
                .contains("prefix length");
    }

    @Test
    void anAddressThatIsThereTwiceIsAFault() {
        assertThat(DocumentRules.faults(
                        holding(new DesiredAddress(VIP, 32, "eth0"), new DesiredAddress(VIP, 32, "eth1"))))
                .containsExactly("address 192.168.148.161 is there twice");
    }

    @Test
    void aNullWhereTheContractHasNoneIsAFaultAndNoCrash() throws MalformedRecordException {
        byte[] json = """
                {"schema":1,"node":"director-1","revision":1,"site":"lab","group":"edge",
                 "revisedAt":"2026-11-22T08:30:00Z",
                 "addresses":[{"address":null,"prefixLength":32,"networkInterface":null}],
                 "services":[{"name":null,"address":null,"port":80,"protocol":null,"scheduler":null,
                              "forwarding":null,"realServers":[]}]}
                """.getBytes(StandardCharsets.UTF_8);

        assertThat(DocumentRules.faults(ContractJson.decode(json, DesiredState.class, 1)))
                .hasSizeGreaterThan(4);
    }

    @Test
    void noMoreThanTenFaultsAreNamed() {
        DesiredRealServer[] many =
                IntStream.range(1, 50).mapToObj(host -> real(host, -1)).toArray(DesiredRealServer[]::new);

        assertThat(DocumentRules.faults(state(1, web(many)))).hasSize(DocumentRules.MAX_FAULTS);
    }

    private static DesiredState holding(DesiredAddress... addresses) {
        return new DesiredState(1, "director-1", 1, "lab", "edge", NOON, List.of(addresses), List.of());
    }
}
