package dev.lvsfleet.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The bytes are those of a little-endian machine. */
class AttributeTest {

    @Test
    void eachKindOfAttributeHasItsBytes() {
        assertThat(hex(new AttributeWriter().u8(1, 0xff))).isEqualTo("05000100" + "ff000000");
        assertThat(hex(new AttributeWriter().u16(2, 0x1234))).isEqualTo("06000200" + "34120000");
        assertThat(hex(new AttributeWriter().u16BigEndian(3, 80))).isEqualTo("06000300" + "00500000");
        assertThat(hex(new AttributeWriter().u32(4, 1))).isEqualTo("08000400" + "01000000");
        assertThat(hex(new AttributeWriter().u32BigEndian(5, 0xffffff00))).isEqualTo("08000500" + "ffffff00");
        assertThat(hex(new AttributeWriter().u64(8, 1L << 32))).isEqualTo("0c000800" + "0000000001000000");
        assertThat(hex(new AttributeWriter().string(6, "wrr", 15))).isEqualTo("08000600" + "77727200");
        assertThat(hex(new AttributeWriter((byte) 9, (byte) 1, (byte) 0, (byte) 0).u32(4, 0)))
                .isEqualTo("09010000" + "08000400" + "00000000");
        assertThat(hex(new AttributeWriter().nested(7, nest -> nest.u16(1, 2))))
                .isEqualTo("0c000780" + "06000100" + "02000000");
    }

    @Test
    void theFirstValueThatDoesNotFitIsReported() {
        AttributeWriter writer =
                new AttributeWriter().string(6, "a-name-of-16-byt", 15).bytes(7, new byte[70_000]);

        assertThatThrownBy(writer::toPayload)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attribute 6: 'a-name-of-16-byt'");
    }

    @Test
    void aWriterGrows() {
        AttributeWriter writer = new AttributeWriter();
        for (int i = 0; i < 1000; i++) {
            writer.u32(1, i);
        }

        assertThat(writer.toPayload().remaining()).isEqualTo(8000);
    }

    @Test
    void anAttributeOfTheWrongSizeIsZeroAndReportedAtTheEnd() {
        AttributeReader reader =
                new AttributeReader(new AttributeWriter().u16(2, 5).u32(3, 6).toPayload());

        assertThat(reader.next()).isTrue();
        assertThat(reader.u32()).isZero();
        assertThat(reader.next()).isFalse();
        assertThatThrownBy(reader::check)
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("attribute 2 has 2 bytes, 4 expected");
    }

    @Test
    void anErrorInsideANestIsOneOfTheWhole() {
        AttributeReader reader = new AttributeReader(
                new AttributeWriter().nested(7, nest -> nest.u8(1, 2)).toPayload());
        reader.next();
        reader.nested(nest -> {
            assertThat(nest.next()).isTrue();
            assertThat(nest.u16()).isZero();
        });

        assertThatThrownBy(reader::check).hasMessage("in attribute 7: attribute 1 has 1 bytes, 2 expected");
    }

    @Test
    void whatIsReadLaterHasErrorsOfItsOwn() {
        AttributeReader reader = new AttributeReader(
                new AttributeWriter().nested(7, nest -> nest.u8(1, 2)).u32(8, 9).toPayload());
        reader.next();
        AttributeReader inner = reader.inner();
        assertThat(reader.next()).isTrue();
        assertThat(reader.length()).isEqualTo(4);

        assertThat(inner.next()).isTrue();
        assertThat(inner.length()).isEqualTo(1);
        assertThat(inner.u16()).isZero();
        assertThatThrownBy(inner::check).hasMessage("attribute 1 has 1 bytes, 2 expected");
        reader.check();
    }

    @Test
    void anAttributeThatClaimsMoreThanThereIsEndsTheReading() {
        AttributeReader reader =
                new AttributeReader(ByteBuffer.wrap(HexFormat.of().parseHex("0c00010000000000")));

        assertThat(reader.next()).isFalse();
        assertThatThrownBy(reader::check).hasMessage("attribute 1 at 0 claims 12 bytes");
    }

    @Test
    void everyKindOfAttributeCrossesEveryEndOfTheBuffer() {
        List<Consumer<AttributeWriter>> kinds = List.of(
                writer -> writer.u8(1, 1),
                writer -> writer.u16(2, 1),
                writer -> writer.u16BigEndian(3, 1),
                writer -> writer.u32(4, 1),
                writer -> writer.u32BigEndian(5, 1),
                writer -> writer.u64(6, 1),
                writer -> writer.bytes(7, new byte[] {1, 2, 3, 4, 5}),
                writer -> writer.string(8, "wrr", 15),
                writer -> writer.nested(9, nest -> nest.u8(10, 1)),
                writer -> writer.fixed((byte) 1, (byte) 2, (byte) 3, (byte) 4));
        for (Consumer<AttributeWriter> kind : kinds) {
            AttributeWriter alone = new AttributeWriter();
            kind.accept(alone);
            byte[] expected = alone.toArray();
            for (int before = 0; before < 600; before += 4) {
                AttributeWriter writer = new AttributeWriter(new byte[before]);
                kind.accept(writer);
                assertThat(Arrays.copyOfRange(writer.toArray(), before, writer.size()))
                        .as("after %d bytes", before)
                        .isEqualTo(expected);
            }
        }
    }

    private static String hex(AttributeWriter writer) {
        ByteBuffer payload = writer.toPayload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
