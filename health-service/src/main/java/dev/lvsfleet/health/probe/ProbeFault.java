package dev.lvsfleet.health.probe;

import dev.lvsfleet.health.judgement.Finding;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whose fault it is that a connection could not be opened, as keepalived draws the line.
 *
 * <p>What the network or the target says counts against the target: refused and timed out ({@link ConnectException}),
 * host unreachable ({@link NoRouteToHostException}: nobody answers ARP, or a router said so), reset. Everything else was
 * decided on this host before a packet left it - no descriptor, no local port, no route, forbidden - and makes the
 * attempt blind. Told by the JDK's exception types, because the messages are the C library's and translated.
 */
final class ProbeFault {

    /** The slash that Java writes before an address of which no name is known: {@code connection refused: /192.0.2.1:80}. */
    private static final Pattern NAMELESS = Pattern.compile("(^|\\s)/(?=[\\[0-9a-f])");

    private ProbeFault() {}

    static Finding whileConnecting(Throwable failure) {
        if (failure instanceof ConnectException) {
            return new Finding.Failed("connect: " + words(failure));
        }
        if (failure instanceof NoRouteToHostException) {
            return new Finding.Failed("connect: host unreachable");
        }
        if (words(failure).contains("reset")) {
            return new Finding.Failed("connect: reset");
        }
        return new Finding.Blind("could not try to connect: " + words(failure));
    }

    static Finding whileAnswering(Throwable failure) {
        return new Finding.Failed("no complete answer: " + words(failure));
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.lines().findFirst().orElse(message).toLowerCase(Locale.ROOT);
        return NAMELESS.matcher(line).replaceAll("$1");
    }
}
