package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.ipvs.Persistence.Sticky;
import java.net.InetAddress;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceKeyTest {

    @ParameterizedTest
    @CsvSource({
        "192.0.2.1, 192.0.2.1:80",
        "2001:db8::1, [2001:db8::1]:80",
        "::, [::]:80",
        "::1, [::1]:80",
        "1::, [1::]:80",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:80",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
        "FE80:0:0:0:ABCD::, [fe80::abcd:0:0:0]:80"
    })
    void addressesAreWrittenAsRfc5952Says(String address, String written) {
        InetAddress literal = InetAddress.ofLiteral(address);

        assertThat(new DestinationKey(literal, 80)).hasToString(written);
        assertThat(new ServiceKey.Endpoint(TransportProtocol.SCTP, literal, 80)).hasToString("SCTP " + written);
    }

    @Test
    void marksAreUnsignedAndOfAFamily() {
        assertThat(new ServiceKey.FirewallMark(AddressFamily.IPV4, 7)).hasToString("firewall mark 7");
        assertThat(new ServiceKey.FirewallMark(AddressFamily.IPV6, -1)).hasToString("IPv6 firewall mark 4294967295");
        assertThatThrownBy(() -> new ServiceKey.FirewallMark(AddressFamily.IPV4, 0))
                .hasMessage("firewall mark 0 is every packet without a mark");
    }

    @Test
    void whatTheKernelWouldBreakOnIsNoService() {
        ServiceKey everyPort = new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("2001:db8::1"), 0);

        assertThatThrownBy(() -> VirtualService.of(everyPort, "rr"))
                .hasMessage("TCP [2001:db8::1]:0: a service on every port takes persistence");
        assertThatThrownBy(() -> new VirtualService(everyPort, "rr", Set.of(), new Sticky(1, 0)))
                .hasMessage("TCP [2001:db8::1]:0: persistence for prefixes of 0 bits is not within 1..128");
        assertThatThrownBy(() -> new Sticky(0, 32)).hasMessage("persistence of 0 s is not within 1..2678400");
        assertThatThrownBy(() -> new Encapsulation.Gue(0, Encapsulation.Checksum.NONE))
                .hasMessage("GUE port 0 is not 1 to 65535");
    }
}
