package dev.lvsfleet.ipvs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** An address attribute: the kernel shows 16 bytes for either family, with IPv4 in the first four. */
final class ShownAddress {

    private ShownAddress() {}

    /** The address, if it is one of the family; IPv4 written as IPv6 ({@code ::ffff:192.0.2.1}) is neither to Java. */
    static Optional<InetAddress> of(int family, byte[] bytes) {
        return family(family).flatMap(known -> literal(known, bytes));
    }

    static Optional<AddressFamily> family(int code) {
        if (code == AddressFamily.IPV4.code()) {
            return Optional.of(AddressFamily.IPV4);
        }
        return code == AddressFamily.IPV6.code() ? Optional.of(AddressFamily.IPV6) : Optional.empty();
    }

    private static Optional<InetAddress> literal(AddressFamily family, byte[] bytes) {
        int length = family.bits() / Byte.SIZE;
        if (bytes.length < length) {
            return Optional.empty();
        }
        try {
            InetAddress address = InetAddress.getByAddress(Arrays.copyOf(bytes, length));
            return AddressFamily.of(address) == family ? Optional.of(address) : Optional.empty();
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(length + " bytes are an address", wrongLength);
        }
    }

    static String describe(int family, byte[] bytes, int port) {
        return of(family, bytes)
                .map(address -> AddressText.withPort(address, port))
                .orElse("of family " + family + ":" + port);
    }
}
