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
        return Arrays.stream(AddressFamily.values())
                .filter(it -> it.code() == code)
                .findFirst();
    }

    private static Optional<InetAddress> literal(AddressFamily family, byte[] bytes) {
        int length = family.bits() / Byte.SIZE;
        if (bytes.length < length) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOf(bytes, length)))
                    .filter(address -> address.getAddress().length == length);
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
