package dev.lvsfleet.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes are those of a little-endian machine; on another the same numbers read the other way round. */
class NetlinkMessageTest {

    private static final NetlinkMessage MESSAGE =
            new NetlinkMessage(0x1c, 0x0405, 7, 0x2a, ByteBuffer.wrap(new byte[] {1, 1, 0, 0, 9}));

    @Test
    void aMessageIsItsHeaderItsPayloadAndItsPadding() {
        assertThat(HexFormat.of().formatHex(NetlinkMessage.toDatagram(List.of(MESSAGE))))
                .isEqualTo(
                        littleEndian("15000000" + "1c00" + "0504" + "07000000" + "2a000000" + "0101000009" + "000000"));
    }

    @Test
    void aDatagramOfSeveralMessagesIsReadInOrder() {
        NetlinkMessage other = new NetlinkMessage(3, 2, 8, 0, ByteBuffer.allocate(4));

        assertThat(NetlinkMessage.parse(NetlinkMessage.toDatagram(List.of(MESSAGE, other, MESSAGE))))
                .containsExactly(MESSAGE, other, MESSAGE);
    }

    @Test
    void theLastMessageNeedsNoPadding() {
        byte[] padded = NetlinkMessage.toDatagram(List.of(MESSAGE));
        byte[] bare = Arrays.copyOf(padded, padded.length - 3);

        assertThat(NetlinkMessage.parse(bare)).containsExactly(MESSAGE);
    }

    @Test
    void aLengthThatDoesNotFitIsAnErrorThatSaysWhere() {
        assertMalformed(new byte[15], "at byte 0: 15 bytes left");
        assertMalformed(header(15, 16), "at byte 0: message length 15 is not within 16..16");
        assertMalformed(header(17, 16), "at byte 0: message length 17 is not within 16..16");
        assertMalformed(header(-1, 16), "at byte 0: message length 4294967295");
        assertMalformed(header(16, 20), "at byte 16: 4 bytes left");
    }

    @Test
    void garbageIsReadOrRefusedAndNeverReadPastItsEnd() {
        Random random = new Random(1);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = new byte[random.nextInt(64)];
            random.nextBytes(garbage);
            if (garbage.length > 16) {
                ByteBuffer.wrap(garbage).order(ByteOrder.nativeOrder()).putInt(garbage.length - random.nextInt(3));
            }
            assertThat(attributesIn(garbage)).isLessThanOrEqualTo(garbage.length / 4);
        }
    }

    private static int attributesIn(byte[] garbage) {
        int count = 0;
        try {
            for (NetlinkMessage message : NetlinkMessage.parse(garbage)) {
                AttributeReader attributes = new AttributeReader(message.payload());
                while (attributes.next()) {
                    count++;
                    assertThat(attributes.bytes()).hasSizeLessThan(garbage.length);
                    attributes.nested(AttributeReader::next);
                }
            }
        } catch (MalformedMessageException refused) {
            assertThat(refused).hasMessageContaining("byte");
        }
        return count;
    }

    private static void assertMalformed(byte[] datagram, String reason) {
        assertThatThrownBy(() -> NetlinkMessage.parse(datagram))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining(reason);
    }

    private static byte[] header(int length, int size) {
        return ByteBuffer.allocate(size)
                .order(ByteOrder.nativeOrder())
                .putInt(length)
                .array();
    }

    private static String littleEndian(String hex) {
        assertThat(ByteOrder.nativeOrder()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        return hex;
    }
}
