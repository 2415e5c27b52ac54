package dev.lvsfleet.lab.process;

import dev.lvsfleet.lab.network.Namespaces;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;

/** Asks, from inside the network of a node, whether a process there is ready. */
public final class ReadyProbe {

    private static final int LIMIT_MILLIS = (int) Duration.ofSeconds(5).toMillis();

    private final Namespaces namespaces;

    public ReadyProbe(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    boolean ready(Ready ready, ProcessPlace place) {
        try {
            return switch (ready) {
                case Ready.Exists exists -> Files.exists(exists.file());
                case Ready.Accepts accepts ->
                    namespaces.inside(place.namespace(), () -> accepts(place, accepts.port()));
                case Ready.Answers answers -> namespaces.inside(place.namespace(), () -> answers(place, answers));
            };
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean accepts(ProcessPlace place, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(place.address(), port), LIMIT_MILLIS);
            return true;
        }
    }

    private static boolean answers(ProcessPlace place, Ready.Answers answers) throws IOException {
        URI address = URI.create("http://" + place.address().getHostAddress() + ":" + answers.port() + answers.path());
        HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
        connection.setConnectTimeout(LIMIT_MILLIS);
        connection.setReadTimeout(LIMIT_MILLIS);
        connection.setRequestProperty("Connection", "close");
        try {
            return connection.getResponseCode() == 200;
        } finally {
            connection.disconnect();
        }
    }
}
