package dev.lvsfleet.linux.arp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.rtnetlink.MacAddress;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class ArpCodecTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final MacAddress OWN = MacAddress.of(HEX.parseHex("020000000001"));
    private static final InetAddress DIRECTOR = InetAddress.ofLiteral("192.168.148.130");
    private static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");

    /** A reply of 02:00:00:00:00:02 for 192.168.148.161. */
    private static final byte[] REPLY = HEX.parseHex("020000000001" + "020000000002" + "0806" + "0001" + "0800" + "0604"
            + "0002" + "020000000002" + "c0a894a1" + "020000000001" + "00000000");

    @Test
    void aRequestGoesToEverybody() {
        assertThat(HEX.formatHex(ArpCodec.request(OWN, DIRECTOR, VIP)))
                .isEqualTo("ffffffffffff" + "020000000001" + "0806" + "0001" + "0800" + "0604" + "0001" + "020000000001"
                        + "c0a89482" + "000000000000" + "c0a894a1");
    }

    @Test
    void aReplyNamesTheOwnerAlsoWhenTheFrameIsPadded() {
        ArpAnswer expected = new ArpAnswer(VIP, MacAddress.of(HEX.parseHex("020000000002")));

        assertThat(ArpCodec.answer(REPLY)).hasValue(expected);
        assertThat(ArpCodec.answer(Arrays.copyOf(REPLY, 60))).hasValue(expected);
    }

    @Test
    void whatIsNoReplyOverEthernetForIpv4IsNoAnswer() {
        assertThat(ArpCodec.answer(ArpCodec.request(OWN, DIRECTOR, VIP))).isEmpty();
        assertThat(ArpCodec.answer(new byte[0])).isEmpty();
        assertThat(ArpCodec.answer(Arrays.copyOf(REPLY, 41))).isEmpty();
        for (int place : new int[] {12, 14, 16, 18, 19, 20}) {
            byte[] other = REPLY.clone();
            other[place]++;
            assertThat(ArpCodec.answer(other)).as("byte %d", place).isEmpty();
        }
    }

    @Test
    void aMacAddressIsWrittenAsItIsRead() {
        assertThat(OWN).hasToString("02:00:00:00:00:01");
        assertThat(OWN.bytes()).containsExactly(2, 0, 0, 0, 0, 1);
        assertThat(MacAddress.of(HEX.parseHex("ffeeddccbbaa"))).hasToString("ff:ee:dd:cc:bb:aa");
    }
}
