package dev.lvsfleet.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestDatagramTest {

    private static final int TYPE = 0x30;
    private final RequestDatagram send = new RequestDatagram();

    @Test
    void theRequestsAreNumberedMessagesOneBehindTheOther() {
        assertThat(send.add(TYPE, 0x400, content -> content.fixed((byte) 1).u16(2, 5)))
                .isTrue();
        assertThat(send.add(TYPE + 1, 0, content -> content.nested(3, nest -> nest.u8(4, 6))))
                .isTrue();

        List<NetlinkMessage> messages =
                NetlinkMessage.parse(send.numbered(7, index -> index == 1 ? NetlinkConstants.NLM_F_ACK : 0));

        assertThat(messages).extracting(NetlinkMessage::sequence).containsExactly(7, 8);
        assertThat(messages).extracting(NetlinkMessage::type).containsExactly(TYPE, TYPE + 1);
        assertThat(messages)
                .extracting(NetlinkMessage::flags)
                .containsExactly(
                        0x400 | NetlinkConstants.NLM_F_REQUEST,
                        NetlinkConstants.NLM_F_REQUEST | NetlinkConstants.NLM_F_ACK);
        assertThat(messages.getFirst().payload())
                .isEqualTo(new AttributeWriter((byte) 1).u16(2, 5).toPayload());
        assertThat(messages.getLast().payload())
                .isEqualTo(
                        new AttributeWriter().nested(3, nest -> nest.u8(4, 6)).toPayload());
    }

    @Test
    void theTwoHundredAndFirstIsForTheNextSend() {
        for (int i = 0; i < RequestDatagram.MOST_REQUESTS; i++) {
            assertThat(send.add(TYPE, 0, content -> content.u32(1, 2))).isTrue();
        }
        byte[] before = send.numbered(1, _ -> 0);

        assertThat(send.add(TYPE, 0, content -> content.u32(1, 2))).isFalse();

        assertThat(send.requests()).isEqualTo(RequestDatagram.MOST_REQUESTS);
        assertThat(send.numbered(1, _ -> 0)).isEqualTo(before);
    }

    @Test
    void whatIsTakenBackLeavesNothingInTheNextOnesPadding() {
        assertThat(send.add(TYPE, 0, content -> content.bytes(1, new byte[60_000])))
                .isTrue();
        byte[] ones = new byte[10_000];
        java.util.Arrays.fill(ones, (byte) 1);
        assertThat(send.add(TYPE, 0, content -> content.bytes(1, ones))).isFalse();

        assertThat(send.add(TYPE, 0, content -> content.u8(2, 1))).isTrue();

        ByteBuffer last =
                NetlinkMessage.parse(send.numbered(1, _ -> 0)).getLast().payload();
        assertThat(last).isEqualTo(new AttributeWriter().u8(2, 1).toPayload());
    }

    @Test
    void aValueThatDoesNotFitIsRefused() {
        assertThatThrownBy(() -> send.add(TYPE, 0, content -> content.string(6, "a-name-of-16-byt", 15)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a-name-of-16-byt");
    }
}
