package dev.lvsfleet.linux.netlink;

import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLMSG_DONE;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLMSG_ERROR;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLMSG_OVERRUN;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLM_F_ACK;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLM_F_DUMP;
import static dev.lvsfleet.linux.netlink.NetlinkConstants.NLM_F_DUMP_INTR;

import dev.lvsfleet.linux.sys.Errno;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;

/**
 * A conversation with one netlink family: requests out, the answers that belong to them back.
 *
 * <p>Answers are matched by sequence number; one that belongs to an earlier, given-up request is dropped. Safe for use by
 * several threads: one exchange at a time. Every wait is bounded by the transport's timeout.
 */
public final class NetlinkConnection implements AutoCloseable {

    /** A dump that the kernel says was disturbed is read again, this often at most. */
    static final int MOST_DUMPS = 5;

    /** How many messages that answer no request of ours may arrive while one is awaited. */
    private static final int MOST_STRAY_MESSAGES = 10_000;

    /** The kernel does nothing with it but to acknowledge it. */
    private static final NetlinkRequest NOTHING =
            new NetlinkRequest("nothing", NetlinkConstants.NLMSG_NOOP, 0, ByteBuffer.allocate(0));

    private final NetlinkTransport transport;
    private final ReentrantLock exchange = new ReentrantLock();
    private final Queue<NetlinkMessage> received = new ArrayDeque<>();
    private int lastSequence;

    public NetlinkConnection(NetlinkTransport transport) {
        this.transport = transport;
    }

    /** A connection to this thread's kernel and network namespace.
     *
     * @param protocol {@link NetlinkConstants#NETLINK_GENERIC} or another */
    public static NetlinkConnection open(int protocol) {
        return new NetlinkConnection(NetlinkSocket.open(protocol));
    }

    /**
     * Carries out one request.
     *
     * @return what the kernel answered before its acknowledgement
     * @throws NetlinkException when it refused
     * @throws NetlinkTransportException when it did not answer
     */
    public List<NetlinkMessage> execute(NetlinkRequest request) {
        exchange.lock();
        try {
            int sequence = send(RequestDatagram.of(List.of(request)), _ -> NLM_F_ACK);
            List<NetlinkMessage> replies = new ArrayList<>();
            NetlinkMessage message = next(belongsTo(sequence));
            while (message.type() != NLMSG_ERROR) {
                replies.add(message);
                message = next(belongsTo(sequence));
            }
            requireDone(request, AcknowledgementCodec.fromError(message));
            return replies;
        } finally {
            exchange.unlock();
        }
    }

    /**
     * What became of one order; for those that the kernel may be interrupted in.
     *
     * <p>An interrupted kernel says nothing at all: {@code netlink_rcv_skb()} acknowledges no EINTR. So a message that asks
     * for nothing goes along, and once that is acknowledged the order's own answer will not come any more.
     *
     * @return EINTR when the kernel was interrupted
     * @throws NetlinkTransportException when it did not answer
     */
    public Acknowledgement outcome(NetlinkRequest order) {
        exchange.lock();
        try {
            int sequence = send(RequestDatagram.of(List.of(order, NOTHING)), _ -> NLM_F_ACK);
            Acknowledgement answer = new Acknowledgement(Errno.EINTR, "");
            while (true) {
                NetlinkMessage message = next(candidate -> index(candidate, sequence) <= 1);
                if (message.type() == NLMSG_ERROR && message.sequence() == sequence) {
                    answer = AcknowledgementCodec.fromError(message);
                } else if (message.type() == NLMSG_ERROR) {
                    return answer;
                }
            }
        } finally {
            exchange.unlock();
        }
    }

    /**
     * Carries out requests in order, many to one send, each answered on its own; not a transaction.
     *
     * <p>Only the last of a send is acknowledged when it succeeds: the kernel works through a send in order and answers
     * each failure at once ({@code netlink_rcv_skb()}), so with that acknowledgement all failures are there. To take one
     * acknowledgement for each request would cost more than the requests. Not for orders that the kernel may be
     * interrupted in, which it does not answer: see {@link #outcome}.
     *
     * @return the answer to each, in the order of the requests
     * @throws NetlinkTransportException when an answer did not come; what was done is then unknown
     */
    public List<Acknowledgement> batch(List<NetlinkRequest> requests) {
        exchange.lock();
        try {
            List<Acknowledgement> answers = new ArrayList<>(requests.size());
            while (answers.size() < requests.size()) {
                RequestDatagram send = new RequestDatagram();
                for (int i = answers.size(); i < requests.size() && send.add(requests.get(i)); ) {
                    i++;
                }
                answers.addAll(acknowledged(send));
            }
            return answers;
        } finally {
            exchange.unlock();
        }
    }

    /** Carries out the requests of one send, as {@link #batch(List)} does. */
    public List<Acknowledgement> batch(RequestDatagram requests) {
        exchange.lock();
        try {
            return acknowledged(requests);
        } finally {
            exchange.unlock();
        }
    }

    /**
     * Reads a table of the kernel to its end.
     *
     * @throws NetlinkException when the kernel refused, at the start or at the end
     * @throws NetlinkTransportException when it did not go on
     */
    public Dump dump(NetlinkRequest request) {
        exchange.lock();
        try {
            int sequence = send(RequestDatagram.of(List.of(request)), _ -> NLM_F_DUMP);
            try {
                return readDump(request, sequence);
            } catch (LostAnswersException loss) {
                // The kernel opens no second dump on a socket before the first has been read to its end.
                readDump(request, sequence);
                throw loss;
            }
        } finally {
            exchange.unlock();
        }
    }

    private Dump readDump(NetlinkRequest request, int sequence) {
        List<NetlinkMessage> entries = new ArrayList<>();
        boolean interrupted = false;
        while (true) {
            NetlinkMessage message = next(belongsTo(sequence));
            interrupted |= (message.flags() & NLM_F_DUMP_INTR) != 0;
            switch (message.type()) {
                case NLMSG_ERROR -> requireDone(request, AcknowledgementCodec.fromError(message));
                case NLMSG_DONE -> {
                    requireDone(request, AcknowledgementCodec.fromDone(message));
                    return new Dump(entries, interrupted);
                }
                default -> entries.add(message);
            }
        }
    }

    /**
     * Reads a table of the kernel again until nothing disturbed it: no change that the kernel tells of, no lost datagram,
     * no interruption.
     *
     * @throws DisturbedDumpException when something did each of five times
     * @throws NetlinkException when the kernel refused
     * @throws NetlinkTransportException when it did not go on
     */
    public List<NetlinkMessage> undisturbedDump(NetlinkRequest request) {
        String disturbance = "";
        for (int attempt = 0; attempt < MOST_DUMPS; attempt++) {
            try {
                Dump dump = dump(request);
                if (!dump.interrupted()) {
                    return dump.messages();
                }
                disturbance = "the table changed";
            } catch (LostAnswersException loss) {
                disturbance = loss.getMessage();
            } catch (NetlinkException refusal) {
                if (!refusal.errno().isPassing()) {
                    throw refusal;
                }
                disturbance = refusal.errno().toString();
            }
        }
        throw new DisturbedDumpException(
                request.operation() + ": " + disturbance + " during each of " + MOST_DUMPS + " readings");
    }

    @Override
    public void close() {
        exchange.lock();
        try {
            transport.close();
        } finally {
            exchange.unlock();
        }
    }

    private List<Acknowledgement> acknowledged(RequestDatagram requests) {
        Acknowledgement[] answers = new Acknowledgement[requests.requests()];
        Arrays.fill(answers, Acknowledgement.DONE);
        int last = answers.length - 1;
        if (last < 0) {
            return List.of();
        }
        int first = send(requests, index -> index == last ? NLM_F_ACK : 0);
        while (true) {
            NetlinkMessage message = next(candidate -> index(candidate, first) <= last);
            if (message.type() == NLMSG_ERROR) {
                int index = index(message, first);
                answers[index] = AcknowledgementCodec.fromError(message);
                if (index == last) {
                    return List.of(answers);
                }
            }
        }
    }

    /** Where in its send the answered request was; huge, as an unsigned number would be, for one of another send. */
    private static int index(NetlinkMessage message, int firstSequence) {
        int index = message.sequence() - firstSequence;
        return index < 0 ? Integer.MAX_VALUE : index;
    }

    /** Sends these, with flags by their place; returns the first one's sequence number. */
    private int send(RequestDatagram requests, IntUnaryOperator flags) {
        int first = lastSequence + 1;
        lastSequence += requests.requests();
        received.clear();
        transport.send(requests.numbered(first, flags));
        return first;
    }

    private static Predicate<NetlinkMessage> belongsTo(int sequence) {
        return message -> message.sequence() == sequence;
    }

    private NetlinkMessage next(Predicate<NetlinkMessage> wanted) {
        for (int strays = 0; strays < MOST_STRAY_MESSAGES; strays++) {
            while (received.isEmpty()) {
                received.addAll(NetlinkMessage.parse(transport.receive()));
            }
            NetlinkMessage message = received.remove();
            if (message.type() == NLMSG_OVERRUN) {
                throw new LostAnswersException("the kernel says that answers were lost");
            }
            if (wanted.test(message) && message.type() != NetlinkConstants.NLMSG_NOOP) {
                return message;
            }
        }
        throw new NetlinkTransportException(
                "the answer did not come among " + MOST_STRAY_MESSAGES + " messages that belong to no request");
    }

    private static void requireDone(NetlinkRequest request, Acknowledgement answer) {
        if (!answer.errno().equals(Errno.NONE)) {
            throw new NetlinkException(request.operation(), answer);
        }
    }
}
