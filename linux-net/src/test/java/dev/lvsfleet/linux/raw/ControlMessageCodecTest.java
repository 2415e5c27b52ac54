package dev.lvsfleet.linux.raw;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class ControlMessageCodecTest {

    @Test
    void aControlMessageIsFoundBehindAnother() {
        byte[] first = ControlMessageCodec.from(InetAddress.ofLiteral("2001:db8::1"), 7);
        byte[] second = ControlMessageCodec.from(InetAddress.ofLiteral("192.0.2.1"), 9);
        ByteBuffer control = ByteBuffer.allocate(first.length + second.length)
                .order(ByteOrder.nativeOrder())
                .put(first)
                .put(second);

        int found =
                ControlMessageCodec.find(control, control.capacity(), IpConstants.IPPROTO_IP, IpConstants.IP_PKTINFO);

        assertThat(found).isEqualTo(first.length + 16);
        assertThat(control.getInt(found)).isEqualTo(9);
    }

    @Test
    void aLengthThatLeadsNowhereEndsTheSearch() {
        ByteBuffer control = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());

        assertThat(ControlMessageCodec.find(control, 64, 0, 8)).isEqualTo(-1);

        control.putLong(0, 1L << 40);
        assertThat(ControlMessageCodec.find(control, 64, 0, 8)).isEqualTo(-1);
    }
}
