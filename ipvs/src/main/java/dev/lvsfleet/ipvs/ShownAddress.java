package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.sys.LinuxConstants;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;

/** An address attribute: the kernel shows 16 bytes for either family, with IPv4 in the first four. */
final class ShownAddress {

    private ShownAddress() {}

    static Optional<InetAddress> of(int family, byte[] bytes) {
        int length = family == LinuxConstants.AF_INET6 ? 16 : 4;
        if (bytes.length < length) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByAddress(Arrays.copyOf(bytes, length)));
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException(length + " bytes are an address", wrongLength);
        }
    }

    static String describe(int family, byte[] bytes, int port) {
        String text = of(family, bytes).map(InetAddress::getHostAddress).orElse("of family " + family);
        return text.contains(":") ? "[" + text + "]:" + port : text + ":" + port;
    }
}
