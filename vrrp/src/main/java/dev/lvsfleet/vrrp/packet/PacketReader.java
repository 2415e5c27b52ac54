package dev.lvsfleet.vrrp.packet;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Makes an advertisement of bytes, whatever they are: it never throws.
 *
 * <p>Only what every receiver has to check is checked here (RFC 9568 and RFC 3768, section 7.1); what depends on the
 * configuration is {@link AcceptanceRules}'. Stateless, safe from any thread.
 */
public final class PacketReader {

    private static final int HEADER = 8;
    private static final int VERSION_2 = 2;
    private static final int VERSION_3 = 3;
    private static final int ADVERTISEMENT = 1;
    private static final int NIBBLE = 4;
    private static final int LOW_NIBBLE = 0xf;

    private PacketReader() {}

    /** For whom the bytes may be, to find the instance that shall judge them; empty when they are too short to say. */
    public static OptionalInt routerId(byte[] message) {
        return message.length < HEADER ? OptionalInt.empty() : OptionalInt.of(Byte.toUnsignedInt(message[1]));
    }

    /**
     * The packet, or why it is none.
     *
     * @param message all that followed the IP header
     */
    public static Parsed parse(byte[] message, Arrival arrival) {
        return malformed(message, arrival).<Parsed>map(Parsed.Discarded::new).orElseGet(() -> read(message, arrival));
    }

    private static Optional<DiscardReason> malformed(byte[] message, Arrival arrival) {
        if (message.length < HEADER) {
            return Optional.of(DiscardReason.TOO_SHORT);
        }
        int version = version(message);
        boolean known = version == VERSION_3 || (version == VERSION_2 && isIpv4(arrival));
        if (!known) {
            return Optional.of(DiscardReason.UNKNOWN_VERSION);
        }
        if ((message[0] & LOW_NIBBLE) != ADVERTISEMENT) {
            return Optional.of(DiscardReason.UNKNOWN_TYPE);
        }
        if (message[3] == 0) {
            return Optional.of(DiscardReason.NO_ADDRESS);
        }
        if (message.length != expectedLength(message, arrival)) {
            return Optional.of(DiscardReason.WRONG_LENGTH);
        }
        return sumIsRight(message, version, arrival) ? Optional.empty() : Optional.of(DiscardReason.WRONG_CHECKSUM);
    }

    private static int expectedLength(byte[] message, Arrival arrival) {
        int addresses = Byte.toUnsignedInt(message[3]) * addressLength(arrival);
        return HEADER + addresses + (version(message) == VERSION_2 ? Authentication.LENGTH : 0);
    }

    private static boolean sumIsRight(byte[] message, int version, Arrival arrival) {
        boolean mayHavePseudoHeader = version == VERSION_3;
        return (isIpv4(arrival) && Checksum.of(message) == 0)
                || (mayHavePseudoHeader && Checksum.of(message, arrival.source(), arrival.destination()) == 0);
    }

    private static Parsed read(byte[] message, Arrival arrival) {
        if (message[1] == 0) {
            return new Parsed.Discarded(DiscardReason.NO_ROUTER_ID);
        }
        return version(message) == VERSION_2 ? readV2(message) : readV3(message, arrival);
    }

    private static Parsed readV2(byte[] message) {
        int seconds = Byte.toUnsignedInt(message[5]);
        if (seconds == 0) {
            return new Parsed.Discarded(DiscardReason.NO_INTERVAL);
        }
        Optional<Authentication> authentication = authentication(message);
        if (authentication.isEmpty()) {
            return new Parsed.Discarded(DiscardReason.UNKNOWN_AUTHENTICATION);
        }
        VrrpPacket packet = new VrrpPacket.V2(
                new Vrid(Byte.toUnsignedInt(message[1])),
                new Priority(Byte.toUnsignedInt(message[2])),
                new AdvertInterval(seconds * AdvertInterval.PER_SECOND),
                ipv4Addresses(message),
                authentication.get());
        return new Parsed.Valid(packet, Set.of());
    }

    private static Optional<Authentication> authentication(byte[] message) {
        long field = ByteBuffer.wrap(message).getLong(message.length - Authentication.LENGTH);
        return switch (Byte.toUnsignedInt(message[4])) {
            case Authentication.None.TYPE -> Optional.of(new Authentication.None());
            case Authentication.SimplePassword.TYPE -> Optional.of(new Authentication.SimplePassword(field));
            default -> Optional.empty();
        };
    }

    private static Parsed readV3(byte[] message, Arrival arrival) {
        int centiseconds = ByteBuffer.wrap(message).getShort(4) & AdvertInterval.LONGEST_OF_V3;
        if (centiseconds == 0) {
            return new Parsed.Discarded(DiscardReason.NO_INTERVAL);
        }
        Vrid vrid = new Vrid(Byte.toUnsignedInt(message[1]));
        Priority priority = new Priority(Byte.toUnsignedInt(message[2]));
        AdvertInterval interval = new AdvertInterval(centiseconds);
        if (!isIpv4(arrival)) {
            return new Parsed.Valid(new VrrpPacket.V3Ipv6(vrid, priority, interval, ipv6Addresses(message)), Set.of());
        }
        Set<Remark> remarks =
                Checksum.of(message) == 0 ? EnumSet.of(Remark.MESSAGE_CHECKSUM) : EnumSet.noneOf(Remark.class);
        return new Parsed.Valid(new VrrpPacket.V3Ipv4(vrid, priority, interval, ipv4Addresses(message)), remarks);
    }

    private static List<Inet4Address> ipv4Addresses(byte[] message) {
        List<Inet4Address> addresses = new ArrayList<>();
        for (byte[] address : addresses(message, 4)) {
            try {
                addresses.add((Inet4Address) InetAddress.getByAddress(address));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("four bytes are an IPv4 address", impossible);
            }
        }
        return addresses;
    }

    private static List<Inet6Address> ipv6Addresses(byte[] message) {
        List<Inet6Address> addresses = new ArrayList<>();
        for (byte[] address : addresses(message, 16)) {
            try {
                // Not InetAddress.getByAddress: that makes an IPv4 address of a mapped one.
                addresses.add(Inet6Address.getByAddress(null, address, -1));
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("sixteen bytes are an IPv6 address", impossible);
            }
        }
        return addresses;
    }

    private static List<byte[]> addresses(byte[] message, int length) {
        List<byte[]> addresses = new ArrayList<>();
        for (int i = 0; i < Byte.toUnsignedInt(message[3]); i++) {
            byte[] address = new byte[length];
            System.arraycopy(message, HEADER + i * length, address, 0, length);
            addresses.add(address);
        }
        return addresses;
    }

    private static int version(byte[] message) {
        return Byte.toUnsignedInt(message[0]) >> NIBBLE;
    }

    private static int addressLength(Arrival arrival) {
        return isIpv4(arrival) ? 4 : 16;
    }

    private static boolean isIpv4(Arrival arrival) {
        return arrival.source() instanceof Inet4Address;
    }
}
