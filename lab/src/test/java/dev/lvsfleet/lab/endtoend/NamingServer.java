package dev.lvsfleet.lab.endtoend;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NetworkChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A real server that answers with the name of its node and the address of whom it answers. It is a thread of this JVM with a
 * socket of the node's namespace, so nothing of it outlives the test.
 */
final class NamingServer implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(NamingServer.class.getName());

    /** Work that ends with the closing of a channel. */
    @FunctionalInterface
    private interface Serving {
        void run() throws IOException;
    }

    private final NetworkChannel channel;

    private NamingServer(NetworkChannel channel, String name, Serving serving) {
        this.channel = channel;
        Thread.ofPlatform().daemon().name(name).start(() -> {
            try {
                serving.run();
            } catch (ClosedChannelException e) {
                LOG.log(System.Logger.Level.DEBUG, "closed", e);
            } catch (IOException e) {
                LOG.log(System.Logger.Level.ERROR, name + " serves no longer", e);
            }
        });
    }

    /** Answers each connection to that address of the node and closes it. */
    static NamingServer tcp(RunningLab lab, String node, String address, int port)
            throws IOException, InterruptedException {
        InetSocketAddress where = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        ServerSocketChannel listener = lab.inside(node, () -> ServerSocketChannel.open(family(where)));
        bound(listener, where);
        return new NamingServer(listener, node + " tcp " + port, () -> {
            while (true) {
                try (SocketChannel accepted = listener.accept()) {
                    accepted.write(answer(node, accepted.getRemoteAddress()));
                }
            }
        });
    }

    /** Answers each datagram to that address of the node, from that address: with direct routing it is the virtual one. */
    static NamingServer udp(RunningLab lab, String node, String address, int port)
            throws IOException, InterruptedException {
        InetSocketAddress where = new InetSocketAddress(InetAddress.ofLiteral(address), port);
        DatagramChannel socket = lab.inside(node, () -> DatagramChannel.open(family(where)));
        bound(socket, where);
        return new NamingServer(socket, node + " udp " + port, () -> {
            ByteBuffer datagram = ByteBuffer.allocate(2048);
            while (true) {
                SocketAddress client = socket.receive(datagram.clear());
                socket.send(answer(node, client), client);
            }
        });
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    static ProtocolFamily family(InetSocketAddress address) {
        return address.getAddress().getAddress().length == 4
                ? StandardProtocolFamily.INET
                : StandardProtocolFamily.INET6;
    }

    /** The virtual address comes to the node a moment after the service has been made. */
    private static void bound(NetworkChannel channel, InetSocketAddress where) {
        await().atMost(Duration.ofSeconds(15))
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(() -> channel.bind(where) != null);
    }

    private static ByteBuffer answer(String node, SocketAddress client) {
        String from = ((InetSocketAddress) client).getAddress().getHostAddress();
        return StandardCharsets.US_ASCII.encode(node + " " + from);
    }
}
