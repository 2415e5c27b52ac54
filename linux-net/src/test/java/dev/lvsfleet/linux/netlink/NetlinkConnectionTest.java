package dev.lvsfleet.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.testing.FakeNetlink;
import dev.lvsfleet.linux.testing.FakeNetlink.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NetlinkConnectionTest {

    private static final int TYPE = 0x30;

    @Test
    void eachRequestOfABatchHasItsOwnAnswer() {
        NetlinkConnection connection = new NetlinkConnection(new FakeNetlink(
                request -> request.payload().getInt() % 2 == 0 ? new Answer.Done() : new Answer.Refused(Errno.EEXIST)));

        List<Acknowledgement> answers = connection.batch(IntStream.range(0, 1000)
                .mapToObj(NetlinkConnectionTest::request)
                .toList());

        assertThat(answers).hasSize(1000);
        assertThat(answers.get(998).isDone()).isTrue();
        assertThat(answers.get(999).errno()).isEqualTo(Errno.EEXIST);
    }

    @Test
    void aRefusalSaysWhatWasAskedAndWhy() {
        NetlinkConnection connection = new NetlinkConnection(new FakeNetlink(_ -> new Answer.Refused(Errno.EPERM)));

        assertThatThrownBy(() -> connection.execute(request(7)))
                .isInstanceOfSatisfying(
                        NetlinkException.class,
                        refusal -> assertThat(refusal.errno()).isEqualTo(Errno.EPERM))
                .hasMessage("request 7: EPERM: not permitted");
        assertThatThrownBy(() -> connection.dump(request(8))).hasMessage("request 8: EPERM: not permitted");
    }

    @Test
    void anOrderThatTheKernelWasInterruptedInHasNoAnswerOfItsOwn() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(error(2, 0, 0, ""));

        assertThat(new NetlinkConnection(transport).outcome(request(1)))
                .isEqualTo(new Acknowledgement(Errno.EINTR, ""));
    }

    @Test
    void anOrdersAnswerIsItsOwn() {
        NetlinkConnection connection = new NetlinkConnection(new FakeNetlink(
                request -> request.payload().getInt() % 2 == 0 ? new Answer.Done() : new Answer.Refused(Errno.EEXIST)));

        assertThat(connection.outcome(request(1)).errno()).isEqualTo(Errno.EEXIST);
        assertThat(connection.outcome(request(2))).isEqualTo(Acknowledgement.DONE);
    }

    @Test
    void anAnswerToAnEarlierRequestIsDropped() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(error(99, -1, 0, ""));
        transport.answer(error(1, 0, 0, ""));

        assertThat(new NetlinkConnection(transport).execute(request(1))).isEmpty();
    }

    @Test
    void ofEachSendTheLastAloneIsAcknowledgedAndTheFailuresBeforeIt() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(error(2, -2, 0, ""));
        transport.answer(error(3, 0, 0, ""));

        assertThat(new NetlinkConnection(transport).batch(List.of(request(1), request(2), request(3))))
                .containsExactly(Acknowledgement.DONE, new Acknowledgement(Errno.ENOENT, ""), Acknowledgement.DONE);
        assertThat(NetlinkMessage.parse(transport.sent.getFirst()))
                .extracting(message -> message.flags() & NetlinkConstants.NLM_F_ACK)
                .containsExactly(0, 0, NetlinkConstants.NLM_F_ACK);
    }

    @Test
    void theKernelsOwnWordsArePassedOn() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(error(
                1, -22, NetlinkConstants.NLM_F_ACK_TLVS | NetlinkConstants.NLM_F_CAPPED, "Invalid prefix length"));

        assertThatThrownBy(() -> new NetlinkConnection(transport).execute(request(1)))
                .hasMessage("request 1: EINVAL: invalid argument (Invalid prefix length)");
    }

    @Test
    void theErrorWordAtTheEndOfADumpCounts() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 1, 0, number(-105)));

        assertThatThrownBy(() -> new NetlinkConnection(transport).dump(request(1)))
                .isInstanceOf(NetlinkException.class)
                .hasMessageContaining("ENOBUFS");
    }

    @Test
    void aDisturbedDumpSaysSo() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(new NetlinkMessage(TYPE, NetlinkConstants.NLM_F_DUMP_INTR, 1, 0, number(5)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 1, 0, number(0)));

        Dump dump = new NetlinkConnection(transport).dump(request(1));

        assertThat(dump.interrupted()).isTrue();
        assertThat(dump.messages()).hasSize(1);
    }

    @Test
    void aDumpThatIsDisturbedIsReadAgain() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.disturbedDump(1);
        transport.answer(new NetlinkMessage(TYPE, 2, 2, 0, number(5)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 2, 0, number(0)));

        assertThat(new NetlinkConnection(transport).undisturbedDump(request(1))).hasSize(1);
    }

    @Test
    void aDumpThatIsAlwaysDisturbedIsNotTrusted() {
        ScriptedTransport transport = new ScriptedTransport();
        for (int sequence = 1; sequence <= NetlinkConnection.MOST_DUMPS; sequence++) {
            transport.disturbedDump(sequence);
        }

        assertThatThrownBy(() -> new NetlinkConnection(transport).undisturbedDump(request(1)))
                .isInstanceOf(DisturbedDumpException.class)
                .hasMessage("request 1: the table changed during each of 5 readings");
    }

    @Test
    void aDumpThatLostAnswersIsReadToItsEndAndThenAgain() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_OVERRUN, 2, 1, 0, number(0)));
        transport.answer(new NetlinkMessage(TYPE, 2, 1, 0, number(5)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 1, 0, number(0)));
        transport.answer(new NetlinkMessage(TYPE, 2, 2, 0, number(5)));
        transport.answer(new NetlinkMessage(TYPE, 2, 2, 0, number(6)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 2, 0, number(0)));

        assertThat(new NetlinkConnection(transport).undisturbedDump(request(1))).hasSize(2);
    }

    @Test
    void aDumpThatWasInterruptedIsReadAgainAndOneThatWasRefusedIsNot() {
        ScriptedTransport transport = new ScriptedTransport();
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 1, 0, number(-4)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 2, 0, number(0)));
        transport.answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, 3, 0, number(-1)));
        NetlinkConnection connection = new NetlinkConnection(transport);

        assertThat(connection.undisturbedDump(request(1))).isEmpty();
        assertThatThrownBy(() -> connection.undisturbedDump(request(2)))
                .isInstanceOf(NetlinkException.class)
                .hasMessageContaining("EPERM");
    }

    @Test
    void aSecondDumpWaitsForTheEndOfTheFirst() {
        FakeNetlink kernel = new FakeNetlink(_ -> new Answer.Listed(
                TYPE,
                IntStream.range(0, 100).mapToObj(NetlinkConnectionTest::number).toList()));
        byte[] dump = RequestDatagram.of(List.of(request(1))).numbered(1, _ -> NetlinkConstants.NLM_F_DUMP);
        kernel.send(dump);
        kernel.send(dump);

        List<NetlinkMessage> answers = new ArrayList<>();
        while (answers.isEmpty() || answers.getLast().type() != NetlinkConstants.NLMSG_DONE) {
            answers.addAll(NetlinkMessage.parse(kernel.receive()));
        }

        assertThat(answers.stream()
                        .filter(it -> it.type() == NetlinkConstants.NLMSG_ERROR)
                        .map(it -> AcknowledgementCodec.fromError(it).errno()))
                .containsExactly(Errno.EBUSY);
        assertThat(answers.stream().filter(it -> it.type() == TYPE)).hasSize(100);
    }

    @Test
    void silenceAndShortAcknowledgementsEndTheExchange() {
        ScriptedTransport silent = new ScriptedTransport();
        assertThatThrownBy(() -> new NetlinkConnection(silent).execute(request(1)))
                .isInstanceOf(NetlinkTransportException.class);

        ScriptedTransport cutOff = new ScriptedTransport();
        cutOff.answer(new NetlinkMessage(NetlinkConstants.NLMSG_ERROR, 0, 1, 0, number(0)));
        assertThatThrownBy(() -> new NetlinkConnection(cutOff).execute(request(1)))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("4 bytes is too short");
    }

    private static NetlinkRequest request(int number) {
        return new NetlinkRequest("request " + number, TYPE, 0, number(number));
    }

    private static ByteBuffer number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(0, value);
    }

    private static NetlinkMessage error(int sequence, int code, int flags, String sentence) {
        ByteBuffer payload = ByteBuffer.allocate(256).order(ByteOrder.nativeOrder());
        payload.putInt(code).put(new byte[NetlinkMessage.HEADER]);
        payload.put(new AttributeWriter().string(1, sentence, 200).toPayload());
        return new NetlinkMessage(NetlinkConstants.NLMSG_ERROR, flags, sequence, 0, payload.flip());
    }

    /** Says what it was told to say, then nothing. */
    private static final class ScriptedTransport implements NetlinkTransport {

        private final Queue<byte[]> answers = new ArrayDeque<>();
        private final List<byte[]> sent = new ArrayList<>();

        void answer(NetlinkMessage message) {
            answers.add(NetlinkMessage.toDatagram(List.of(message)));
        }

        void disturbedDump(int sequence) {
            answer(new NetlinkMessage(TYPE, NetlinkConstants.NLM_F_DUMP_INTR, sequence, 0, number(5)));
            answer(new NetlinkMessage(NetlinkConstants.NLMSG_DONE, 2, sequence, 0, number(0)));
        }

        @Override
        public void send(byte[] datagram) {
            sent.add(datagram);
        }

        @Override
        public byte[] receive() {
            byte[] answer = answers.poll();
            if (answer == null) {
                throw new NetlinkTransportException("silence after " + sent.size() + " datagrams");
            }
            return answer;
        }

        @Override
        public void close() {
            answers.clear();
        }
    }
}
