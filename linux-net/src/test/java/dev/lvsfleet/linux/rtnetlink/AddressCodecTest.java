package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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

    /** Preferred for no time, valid for ever: the last attribute of the request. */
    @Test
    void anAddressOfTheSixthVersionIsNoSourceOfWhatTheNodeBegins() {
        ByteBuffer payload = payload("fd00:148::161", 128);
        int cacheInfo = payload.limit() - RouteConstants.CACHEINFO_LENGTH;

        assertThat(payload.getShort(cacheInfo - 2)).isEqualTo((short) RouteConstants.IFA_CACHEINFO);
        assertThat(payload.getInt(cacheInfo)).isZero();
        assertThat(payload.getInt(cacheInfo + 4)).isEqualTo(RouteConstants.INFINITE_LIFETIME);
    }

    private static byte flags(String address, int prefixLength) {
        return payload(address, prefixLength).get(FLAGS);
    }

    private static ByteBuffer payload(String address, int prefixLength) {
        InterfaceAddress one = new InterfaceAddress("eth0", InetAddress.ofLiteral(address), prefixLength);
        return AddressCodec.payload(2, one).order(ByteOrder.nativeOrder());
    }
}
