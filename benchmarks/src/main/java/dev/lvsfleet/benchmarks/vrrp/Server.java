package dev.lvsfleet.benchmarks.vrrp;

import dev.lvsfleet.linux.testing.PrivateNamespace;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;

/** Sends a byte to whoever connects to any address of a host. */
final class Server implements AutoCloseable {

    private static final int BACKLOG = 128;

    private final ServerSocket socket;

    Server(PrivateNamespace namespace) {
        socket = namespace.inside(() -> new ServerSocket(Client.PORT, BACKLOG));
        Thread.ofPlatform().daemon(true).start(this::serve);
    }

    private void serve() {
        while (!socket.isClosed()) {
            try (Socket connection = socket.accept()) {
                connection.getOutputStream().write(1);
            } catch (IOException gone) {
                Thread.onSpinWait(); // the client's, or this one's end
            }
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
