package dev.lvsfleet.linux.raw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.linux.rtnetlink.MacAddress;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class AnnouncementCodecTest {

    private static final MacAddress MAC = MacAddress.of(HexFormat.of().parseHex("020000000082"));
    private static final InetAddress FOUR = InetAddress.ofLiteral("192.0.2.161");
    private static final InetAddress SIX = InetAddress.ofLiteral("2001:db8::161");

    /** RFC 5227, section 3: sender and target are both the address. */
    @Test
    void ofIpv4ItIsARequestForTheAddressItselfToEverybody() {
        assertThat(hex(AnnouncementCodec.announcement(MAC, FOUR, false)))
                .isEqualTo("ffffffffffff" + "020000000082" + "0806" + "0001" + "0800" + "06" + "04" + "0001"
                        + "020000000082" + "c00002a1" + "ffffffffffff" + "c00002a1");
    }

    @Test
    void ofIpv4ItCanBeAnAnswerToo() {
        assertThat(hex(AnnouncementCodec.unaskedReply(MAC, FOUR)))
                .isEqualTo("ffffffffffff" + "020000000082" + "0806" + "0001" + "0800" + "06" + "04" + "0002"
                        + "020000000082" + "c00002a1" + "020000000082" + "c00002a1");
    }

    /** RFC 4861, section 4.4: hop limit 255, the override flag, the target's link-layer address. */
    @Test
    void ofIpv6ItIsAnUnsolicitedAdvertisementThatOverrides() {
        assertThat(hex(AnnouncementCodec.announcement(MAC, SIX, false)))
                .isEqualTo("333300000001" + "020000000082" + "86dd" + "60000000" + "0020" + "3a" + "ff"
                        + "20010db8000000000000000000000161" + "ff020000000000000000000000000001"
                        + "88" + "00" + "f5e9" + "20000000" + "20010db8000000000000000000000161"
                        + "02" + "01" + "020000000082");
    }

    /** RFC 8200, section 8.1: the sum over pseudo-header and message, checksum included, is all ones. */
    @Test
    void theChecksumCoversThePseudoHeader() {
        byte[] frame = AnnouncementCodec.announcement(MAC, SIX, true);
        long sum = 32 + 58;
        for (int at = 22; at < frame.length; at += 2) {
            sum += Byte.toUnsignedInt(frame[at]) << 8 | Byte.toUnsignedInt(frame[at + 1]);
        }
        assertThat((sum & 0xffff) + (sum >>> 16)).isEqualTo(0xffff);
    }

    @Test
    void aRouterSaysThatItIsOne() {
        assertThat(AnnouncementCodec.announcement(MAC, SIX, true)[58]).isEqualTo((byte) 0xa0);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
