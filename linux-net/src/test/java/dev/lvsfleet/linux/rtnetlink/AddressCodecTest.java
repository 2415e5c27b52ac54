package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class AddressCodecTest {

    private static final int FLAGS = 2;

    @Test
    void anAddressOfTheSixthVersionIsThereWithoutDuplicateDetection() {
        assertThat(flags("fd00:148::161", 128)).isEqualTo((byte) RouteConstants.IFA_F_NODAD);
    }

    @Test
    void anAddressOfTheFourthHasNoFlags() {
        assertThat(flags("192.168.148.161", 32)).isZero();
    }

    private static byte flags(String address, int prefixLength) {
        InterfaceAddress one = new InterfaceAddress("eth0", InetAddress.ofLiteral(address), prefixLength);
        return AddressCodec.payload(2, one).get(FLAGS);
    }
}
