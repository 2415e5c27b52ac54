package dev.lvsfleet.lab.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A client that has begun to download a big file from an nginx and takes its time: it reads only when it is told. The file
 * is larger than what fits into the buffers in between, so the real server is busy with it until the end.
 */
final class Download implements AutoCloseable {

    private static final int SIZE = 32 * 1024 * 1024;
    private static final int SOME = 256 * 1024;

    private final SocketChannel channel;
    private final String client;
    private long received;

    private Download(SocketChannel channel, String client) {
        this.channel = channel;
        this.client = client;
    }

    /** Puts the file where the nginx of that node serves it. */
    static void offer(RunningLab lab, String node) throws IOException {
        Path files = Files.createDirectories(lab.lab().home().node(node).resolve("pages/files"));
        Files.write(files.resolve("big"), new byte[SIZE]);
    }

    /** Asks for the file and reads its beginning. */
    static Download begin(RunningLab lab, String address) throws IOException, InterruptedException {
        SocketChannel channel = lab.inside("client", () -> SocketChannel.open(StandardProtocolFamily.INET));
        channel.socket().connect(new InetSocketAddress(InetAddress.ofLiteral(address), 80), 5000);
        channel.write(StandardCharsets.US_ASCII.encode("GET /files/big HTTP/1.0\r\nHost: " + address + "\r\n\r\n"));
        InetSocketAddress own = (InetSocketAddress) channel.getLocalAddress();
        Download download = new Download(channel, own.getAddress().getHostAddress() + ":" + own.getPort());
        download.readSome();
        return download;
    }

    /** Address and port, as the director's connection table has them. */
    String client() {
        return client;
    }

    void readSome() throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(SOME);
        while (piece.hasRemaining() && channel.read(piece) >= 0) {
            // until that much is read, or the end
        }
        received += piece.position();
    }

    /** Reads the rest. Returns whether all of the file came, after a header. */
    boolean finish() throws IOException {
        long before;
        do {
            before = received;
            readSome();
        } while (received > before);
        return received > SIZE;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
