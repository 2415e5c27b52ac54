package dev.lvsfleet.agent.baseline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the lines of {@code /proc/net/tcp} and {@code tcp6} (net/ipv4/tcp_ipv4.c, {@code get_tcp4_sock}); pure. An IPv4
 * connection of a socket that serves both families has an IPv4-mapped address, and is told as what it is.
 */
final class TcpTableRules {

    /** The states in which nothing comes that needs the address (include/net/tcp_states.h). */
    private static final Set<String> AT_REST = Set.of("06" /* TIME_WAIT */, "07" /* CLOSE */, "0A" /* LISTEN */);

    private static final int WORD = 8;

    private TcpTableRules() {}

    /** The local address of the connection in that line; empty for a title, a listener and a connection that is over. */
    static Optional<InetAddress> inUse(String line) {
        String[] words = line.strip().split(" +", 5);
        if (words.length < 5 || !words[0].endsWith(":") || AT_REST.contains(words[3])) {
            return Optional.empty();
        }
        return address(words[1].split(":", 2)[0]);
    }

    /** Each 32-bit word is printed as a number of the machine, though it is kept in network order. */
    private static Optional<InetAddress> address(String words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length() / 2).order(ByteOrder.nativeOrder());
        try {
            for (int at = 0; at + WORD <= words.length(); at += WORD) {
                bytes.putInt(HexFormat.fromHexDigits(words, at, at + WORD));
            }
            return Optional.of(InetAddress.getByAddress(bytes.array()));
        } catch (UnknownHostException | IllegalArgumentException e) {
            return Optional.empty(); // another kernel's table; nobody uses what cannot be read
        }
    }
}
