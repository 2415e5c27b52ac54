package dev.lvsfleet.ipvs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.ipvs.IpvsOperation.AddDestination;
import dev.lvsfleet.ipvs.IpvsOperation.AddService;
import dev.lvsfleet.ipvs.IpvsOperation.DeleteDestination;
import dev.lvsfleet.ipvs.OperationResult.Done;
import dev.lvsfleet.ipvs.plan.IpvsPlanner;
import dev.lvsfleet.ipvs.plan.IpvsTransition;
import dev.lvsfleet.ipvs.plan.Ownership;
import dev.lvsfleet.ipvs.testing.FakeKernel;
import dev.lvsfleet.linux.netlink.DisturbedDumpException;
import dev.lvsfleet.linux.netlink.LostAnswersException;
import dev.lvsfleet.linux.netlink.NetlinkConnection;
import dev.lvsfleet.linux.netlink.NetlinkConstants;
import dev.lvsfleet.linux.netlink.NetlinkMessage;
import dev.lvsfleet.linux.netlink.NetlinkTransport;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Answers that are lost, calls that are interrupted, tables that change or are huge. */
class DisturbedConversationTest {

    private static final VirtualService WEB = VirtualService.of(
            new ServiceKey.Endpoint(TransportProtocol.TCP, InetAddress.ofLiteral("198.51.100.1"), 80), "wrr");

    private final FakeKernel kernel = new FakeKernel();
    private final TroubledTransport transport = new TroubledTransport(kernel.connect());
    private final IpvsClient client = new IpvsClient(new NetlinkConnection(transport));

    @Test
    void operationsWhoseAnswersWereLostAreDoneAgain() {
        transport.loseAnswers(1, 2); // there is one answer to each send

        assertThat(client.apply(filled(500))).hasSize(501).allMatch(Done.class::isInstance);

        assertThat(kernel.table()).isEqualTo(IpvsTransition.after(IpvsTable.EMPTY, filled(500)));
    }

    @Test
    void answersThatAreAlwaysLostAreAnError() {
        transport.loseAnswers(0, Integer.MAX_VALUE);

        assertThatThrownBy(() -> client.apply(filled(1))).isInstanceOf(LostAnswersException.class);
    }

    @Test
    void anInterruptedOperationIsDoneAgainWithWhatFollowsIt() {
        for (Errno passing : List.of(Errno.ENOBUFS, Errno.EAGAIN)) {
            kernel.clear();
            transport.refuse(2, passing);

            assertThat(client.apply(filled(3))).hasSize(4).allMatch(Done.class::isInstance);
        }
        assertThat(kernel.table()).isEqualTo(IpvsTransition.after(IpvsTable.EMPTY, filled(3)));
    }

    @Test
    void aDumpThatLostSomethingIsReadAgain() {
        kernel.byHand(filled(500));
        transport.loseAnswers(3, 1);

        assertThat(client.dump().table()).isEqualTo(kernel.table());
    }

    @Test
    void aDumpThatAlwaysLosesSomethingIsAnError() {
        kernel.byHand(IntStream.range(1, 30)
                .<IpvsOperation>mapToObj(mark ->
                        new AddService(VirtualService.of(new ServiceKey.FirewallMark(AddressFamily.IPV4, mark), "rr")))
                .toList());
        transport.loseTheFirstAnswerToEverything();

        assertThatThrownBy(client::dump)
                .isInstanceOf(DisturbedDumpException.class)
                .hasMessageContaining("during each of 5 readings");
    }

    @Test
    void aSettledDumpIsTheFirstThatIsLikeTheOneBefore() {
        kernel.byHand(filled(500));
        List<DestinationKey> first =
                kernel.table().services().values().iterator().next().destinations().keySet().stream()
                        .limit(5)
                        .toList();
        transport.duringDump(() -> first.forEach(key -> kernel.byHand(List.of(new DeleteDestination(WEB.key(), key)))));

        IpvsDump settled = client.settledDump();

        assertThat(settled.table()).isEqualTo(kernel.table());
        assertThat(settled.table().services().get(WEB.key()))
                .isNotNull()
                .satisfies(entry -> assertThat(entry.destinations()).hasSize(495));
    }

    @Test
    @Timeout(180)
    void aHundredThousandDestinationsOfOneServiceAreAddedReadAndPlannedInAMoment() {
        List<IpvsOperation> operations = filled(100_000);
        assertThat(client.apply(operations)).allMatch(Done.class::isInstance);
        IpvsTable wanted = IpvsTransition.after(IpvsTable.EMPTY, operations);

        long begin = System.nanoTime();
        IpvsTable shown = client.dump(WEB.key()).table();
        assertThat(shown).isEqualTo(wanted);
        assertThat(IpvsPlanner.plan(wanted, shown, Ownership.of(shown)).isEmpty())
                .isTrue();
        assertThat(IpvsPlanner.plan(wanted, IpvsTable.EMPTY, Ownership.NONE).operations())
                .isEqualTo(operations);
        assertThat(client.statistics().services().get(WEB.key()))
                .isNotNull()
                .satisfies(it -> assertThat(it.destinations()).hasSize(100_000));

        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("something quadratic takes minutes")
                .isLessThan(Duration.ofSeconds(60));
    }

    private static List<IpvsOperation> filled(int destinations) {
        List<IpvsOperation> operations = new ArrayList<>(List.of(new AddService(WEB)));
        IntStream.range(0, destinations)
                .mapToObj(i -> new DestinationKey(
                        InetAddress.ofLiteral("10." + i / 65536 + "." + i / 256 % 256 + "." + i % 256), 80))
                .map(key -> new AddDestination(WEB.key(), Destination.of(key, ForwardingMethod.MASQUERADE, 1)))
                .forEach(operations::add);
        return operations;
    }

    /** Passes everything on, except where it was told to lose, to interrupt or to let something happen. */
    private static final class TroubledTransport implements NetlinkTransport {

        private final NetlinkTransport inner;
        private int untilLoss = -1;
        private int losses;
        private boolean losesEach;
        private int refusedBefore;
        private Errno refusal = Errno.NONE;
        private byte @Nullable [] heldBack;
        private Runnable duringDump = () -> {};
        private int dumpDatagrams;

        TroubledTransport(NetlinkTransport inner) {
            this.inner = inner;
        }

        /** Lets some datagrams through, then loses as many as said, each with an error. */
        void loseAnswers(int after, int count) {
            untilLoss = after;
            losses = count;
        }

        void loseTheFirstAnswerToEverything() {
            losesEach = true;
        }

        /** Refuses, once, the operation that comes so many before the last of a send. */
        void refuse(int before, Errno errno) {
            refusedBefore = before;
            refusal = errno;
        }

        void duringDump(Runnable once) {
            duringDump = once;
        }

        @Override
        public void send(byte[] datagram) {
            dumpDatagrams = 0;
            if (losesEach) {
                loseAnswers(0, 1);
            }
            inner.send(datagram);
        }

        @Override
        public byte[] receive() {
            byte[] waiting = heldBack;
            if (waiting != null) {
                heldBack = null;
                return waiting;
            }
            byte[] datagram = inner.receive();
            if (untilLoss <= 0 && losses > 0) {
                losses--;
                throw new LostAnswersException("lost as told");
            }
            untilLoss--;
            NetlinkMessage first = NetlinkMessage.parse(datagram).getFirst();
            if ((first.flags() & NetlinkConstants.NLM_F_MULTI) != 0 && ++dumpDatagrams == 3) {
                Runnable once = duringDump;
                duringDump = () -> {};
                once.run();
            }
            if (first.type() != NetlinkConstants.NLMSG_ERROR || refusal.equals(Errno.NONE)) {
                return datagram;
            }
            heldBack = datagram;
            return refused(first);
        }

        private byte[] refused(NetlinkMessage acknowledgement) {
            ByteBuffer payload = ByteBuffer.allocate(acknowledgement.payload().limit())
                    .order(ByteOrder.nativeOrder())
                    .putInt(-refusal.number())
                    .put(acknowledgement.payload().position(Integer.BYTES))
                    .flip();
            refusal = Errno.NONE;
            int sequence = acknowledgement.sequence() - refusedBefore;
            return NetlinkMessage.toDatagram(
                    List.of(new NetlinkMessage(acknowledgement.type(), acknowledgement.flags(), sequence, 0, payload)));
        }

        @Override
        public void close() {
            inner.close();
        }
    }
}
