package dev.lvsfleet.linux.fou;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.netlink.AttributeWriter;
import dev.lvsfleet.linux.netlink.MalformedMessageException;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes as {@code fou.h} has them, on a little-endian machine. */
class FouCodecTest {

    private static final String HEADER = "01010000";
    private static final String PORT_6080 = "0600010017c00000";
    private static final String IPV4 = "0500020002000000";
    private static final String IPV6 = "050002000a000000";
    private static final String GUE = "0500040002000000";
    private static final String NO_PROTOCOL = "0500030000000000";
    private static final String NO_PEER = "06000a0000000000";
    private static final String ANY_ADDRESSES = "0800060000000000" + "0800080000000000";
    private static final String NO_INTERFACE = "08000b0000000000";

    private static NetlinkMessage message(String hex) {
        return new NetlinkMessage(30, 0, 1, 1, ByteBuffer.wrap(HexFormat.of().parseHex(hex)));
    }

    private static String hex(AttributeWriter writer) {
        ByteBuffer payload = writer.toPayload();
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void aPortIsOpenedForGueInItsFamily() {
        AttributeWriter writer = new AttributeWriter();
        FouCodec.opening(new GueListener(false, 6080), writer);
        assertThat(hex(writer)).isEqualTo(PORT_6080 + IPV4 + GUE);
    }

    @Test
    void aPortIsClosedByItsNumberAndFamilyAlone() {
        AttributeWriter writer = new AttributeWriter();
        FouCodec.closing(new GueListener(true, 6080), writer);
        assertThat(hex(writer)).isEqualTo(PORT_6080 + IPV6);
    }

    @Test
    void whatTheKernelListsIsRead() {
        String listed = HEADER + IPV6 + PORT_6080 + NO_PEER + NO_PROTOCOL + GUE + NO_INTERFACE;
        assertThat(FouCodec.listener(message(listed))).hasValue(new GueListener(true, 6080));
        assertThat(FouCodec.listener(message(HEADER + IPV4 + PORT_6080 + NO_PEER + GUE + ANY_ADDRESSES)))
                .hasValue(new GueListener(false, 6080));
    }

    /** A peer's address, its port, one interface, one address of our own: most packets of directors do not get in there. */
    @ParameterizedTest
    @CsvSource({"08000600c0a89485", "08000800c0a89482", "06000a0017c00000", "08000b0002000000"})
    void aPortForSomePacketsOnlyIsNone(String narrowing) {
        assertThat(FouCodec.listener(message(HEADER + IPV4 + PORT_6080 + GUE + narrowing)))
                .isEmpty();
    }

    @Test
    void aPortOfAnotherKindIsNone() {
        assertThat(FouCodec.listener(message(HEADER + IPV4 + PORT_6080 + "0500040001000000")))
                .isEqualTo(Optional.empty());
    }

    @Test
    void aCutMessageIsSaidToBeOne() {
        assertThatThrownBy(() -> FouCodec.listener(message(HEADER + "06000100")))
                .isInstanceOf(MalformedMessageException.class);
    }

    @Test
    void thereIsNoPortZero() {
        assertThatThrownBy(() -> new GueListener(false, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("port 0 is not between 1 and 65535");
    }
}
