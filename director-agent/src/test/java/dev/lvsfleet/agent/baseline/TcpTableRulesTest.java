package dev.lvsfleet.agent.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.net.InetAddress;
import java.nio.ByteOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines are from a kernel whose numbers are little-endian, as all that the fleet is tested on. */
class TcpTableRulesTest {

    @BeforeEach
    void littleEndian() {
        assumeThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void anEstablishedConnectionUsesItsLocalAddress() {
        assertThat(TcpTableRules.inUse(
                        "   1: A194A8C0:0050 9694A8C0:B6D6 01 00000000:00000000 00:00000000 00000000     0"))
                .hasValue(InetAddress.ofLiteral("192.168.148.161"));
    }

    @Test
    void aConnectionOfASocketForBothFamiliesUsesTheAddressOfTheFourth() {
        assertThat(TcpTableRules.inUse("   0: 0000000000000000FFFF0000A194A8C0:1F90"
                        + " 0000000000000000FFFF00009694A8C0:B6D6 08 00000000:00000000 00:00000000 00000000     0"))
                .hasValue(InetAddress.ofLiteral("192.168.148.161"));
    }

    @Test
    void aConnectionOfTheSixthUsesItsAddress() {
        assertThat(TcpTableRules.inUse("   0: 000000FD000048010000000061010000:0050"
                        + " 000000FD000048010000000050010000:B6D6 01 00000000:00000000 00:00000000 00000000     0"))
                .hasValue(InetAddress.ofLiteral("fd00:0:148::161"));
    }

    @Test
    void neitherTitlesNorListenersNorConnectionsThatAreOverUseAnything() {
        assertThat(TcpTableRules.inUse("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt"))
                .isEmpty();
        assertThat(TcpTableRules.inUse("   0: A194A8C0:0050 00000000:0000 0A 00000000:00000000 00:00000000"))
                .isEmpty();
        assertThat(TcpTableRules.inUse("   0: A194A8C0:0050 9694A8C0:B6D6 06 00000000:00000000 03:00000B54"))
                .isEmpty();
        assertThat(TcpTableRules.inUse("what another kernel prints : x")).isEmpty();
    }
}
