package dev.lvsfleet.linux.sys;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The bytes as a little-endian kernel reads them. */
class SocketAddressCodecTest {

    @Test
    void anIpv4AddressHasNoInterface() {
        assertThat(hex(SocketAddressCodec.ip(InetAddress.ofLiteral("192.0.2.161"), 7)))
                .isEqualTo("0200" + "0000" + "c00002a1" + "0000000000000000");
    }

    @Test
    void anIpv6AddressIsOnAnInterface() {
        assertThat(hex(SocketAddressCodec.ip(InetAddress.ofLiteral("2001:db8::161"), 7)))
                .isEqualTo("0a00" + "0000" + "00000000" + "20010db8000000000000000000000161" + "07000000");
    }

    /** The protocol is in network order, all else in the host's. */
    @Test
    void anInterfaceIsNamedByItsIndex() {
        assertThat(hex(SocketAddressCodec.linkLayer(7, 0x0806)))
                .isEqualTo("1100" + "0806" + "07000000" + "0000" + "00" + "00" + "0000000000000000");
    }

    @Test
    void netlinkHasGroupsAndNoPort() {
        assertThat(hex(SocketAddressCodec.netlink(0x111))).isEqualTo("1000" + "0000" + "00000000" + "11010000");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
