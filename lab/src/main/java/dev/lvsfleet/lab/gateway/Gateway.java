package dev.lvsfleet.lab.gateway;

import dev.lvsfleet.lab.network.Namespaces;
import dev.lvsfleet.lab.topology.LabName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * A program in the host's own namespace that joins ports of 127.0.0.1 to servers inside the lab, so that a browser or curl
 * on the host reaches the admin API though nothing of the lab's network shows on the host.
 */
public final class Gateway {

    private static final long BETWEEN_LOOKS_MILLIS = 2_000;

    private final Namespaces namespaces;

    private Gateway(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    /** Arguments: the lab, the file to write the chosen ports to, and the routes. Ends when that file has gone. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Gateway gateway = new Gateway(new Namespaces(new LabName(arguments[0])));
        Path ports = Path.of(arguments[1]);
        List<GatewayRoute> routes =
                Arrays.stream(arguments).skip(2).map(GatewayRoute::parse).toList();
        StringBuilder chosen = new StringBuilder();
        for (GatewayRoute route : routes) {
            chosen.append(route.name()).append(' ').append(gateway.open(route)).append('\n');
        }
        Path complete = Files.writeString(ports.resolveSibling(ports.getFileName() + ".new"), chosen);
        Files.move(complete, ports, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        while (Files.exists(ports)) {
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
        }
    }

    private int open(GatewayRoute route) throws IOException {
        ServerSocketChannel server =
                ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread.ofPlatform().daemon().name(route.name()).start(() -> accept(server, route));
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private void accept(ServerSocketChannel server, GatewayRoute route) {
        while (true) {
            try {
                SocketChannel client = server.accept();
                Thread.ofVirtual().start(() -> join(client, route));
            } catch (IOException e) {
                throw new UncheckedIOException("The door to " + route.name() + " is broken", e);
            }
        }
    }

    private void join(SocketChannel client, GatewayRoute route) {
        try (client;
                SocketChannel target = namespaces.inside(route.namespace(), () -> SocketChannel.open(route.to()))) {
            Thread back = Thread.ofVirtual().start(() -> copy(target, client));
            copy(client, target);
            back.join();
        } catch (IOException e) {
            System.out.println(route.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Copies until one side ends, then tells the other; a broken connection ends both. */
    private static void copy(SocketChannel from, SocketChannel to) {
        try {
            Channels.newInputStream(from).transferTo(Channels.newOutputStream(to));
            to.shutdownOutput();
        } catch (IOException e) {
            try {
                from.close();
                to.close();
            } catch (IOException again) {
                e.addSuppressed(again);
            }
        }
    }
}
