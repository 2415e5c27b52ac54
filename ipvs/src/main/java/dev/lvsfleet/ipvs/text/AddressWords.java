package dev.lvsfleet.ipvs.text;

import dev.lvsfleet.ipvs.AddressFamily;
import java.net.InetAddress;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address, with a port or without, as ipvsadm writes it: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}. */
record AddressWords(InetAddress address, OptionalInt port) {

    private static final Pattern BRACKETED = Pattern.compile("\\[([^]]*)](?::(.*))?");
    private static final Pattern PLAIN = Pattern.compile("([^:]*)(?::(.*))?");
    private static final int HIGHEST_PORT = 0xffff;

    static AddressWords of(String text) throws InvalidLineException {
        Matcher matcher = (text.startsWith("[") ? BRACKETED : PLAIN).matcher(text);
        if (!matcher.matches()) {
            throw new InvalidLineException(text + " is not an address, IPv6 in brackets, and a port");
        }
        String port = matcher.group(2);
        return new AddressWords(
                literal(matcher.group(1)),
                port == null ? OptionalInt.empty() : OptionalInt.of(IpvsadmLine.number("port", port, 0, HIGHEST_PORT)));
    }

    private static InetAddress literal(String text) throws InvalidLineException {
        InetAddress address;
        try {
            address = InetAddress.ofLiteral(text);
        } catch (IllegalArgumentException noLiteral) {
            throw new InvalidLineException("'" + text + "' is not an address in numbers");
        }
        if (AddressFamily.of(address) == AddressFamily.IPV4
                && !address.getHostAddress().equals(text)) {
            // 010.1.1.20 is 8.1.1.20 to ipvsadm (inet_aton), 10.1.1.20 to others: whoever wrote it meant one of them.
            throw new InvalidLineException(
                    "'" + text + "' is not an IPv4 address in full, a.b.c.d without leading zeros");
        }
        return address;
    }

    static String written(InetAddress address, int port) {
        String text = address.getHostAddress();
        return switch (AddressFamily.of(address)) {
            case IPV4 -> text + ":" + port;
            case IPV6 -> "[" + text + "]:" + port;
        };
    }
}
