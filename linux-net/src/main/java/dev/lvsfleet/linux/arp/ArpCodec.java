package dev.lvsfleet.linux.arp;

import dev.lvsfleet.linux.rtnetlink.MacAddress;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/** The bytes of ARP (RFC 826) for IPv4 over Ethernet, frame header included; pure. */
public final class ArpCodec {

    static final int ETHERTYPE_ARP = 0x0806;

    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int HARDWARE_ETHERNET = 1;
    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final int IPV4_LENGTH = 4;

    private static final int FRAME_HEADER = 14;
    private static final int LENGTH = FRAME_HEADER + 28;
    private static final byte[] EVERYBODY = {-1, -1, -1, -1, -1, -1};
    private static final byte[] NOBODY_YET = new byte[MacAddress.LENGTH];

    private ArpCodec() {}

    /** A request to everybody. */
    static byte[] request(MacAddress from, InetAddress sender, InetAddress wanted) {
        return frame(REQUEST, from, sender, NOBODY_YET, wanted);
    }

    /** Says to everybody where an address is now, by a request for the address itself. Source: RFC 5227, section 3. */
    public static byte[] announcement(MacAddress hardware, InetAddress address) {
        return frame(REQUEST, hardware, address, EVERYBODY, address);
    }

    /** The same as an answer that nobody asked for: there are hosts that learn from one form only. */
    public static byte[] unaskedReply(MacAddress hardware, InetAddress address) {
        return frame(REPLY, hardware, address, hardware.bytes(), address);
    }

    private static byte[] frame(
            int operation, MacAddress from, InetAddress sender, byte[] targetHardware, InetAddress target) {
        return ByteBuffer.allocate(LENGTH)
                .put(EVERYBODY)
                .put(from.bytes())
                .putShort((short) ETHERTYPE_ARP)
                .putShort((short) HARDWARE_ETHERNET)
                .putShort((short) ETHERTYPE_IPV4)
                .put((byte) MacAddress.LENGTH)
                .put((byte) IPV4_LENGTH)
                .putShort((short) operation)
                .put(from.bytes())
                .put(sender.getAddress())
                .put(targetHardware)
                .put(target.getAddress())
                .array();
    }

    /** The answer that a frame is; empty when it is anything else, however broken. */
    static Optional<ArpAnswer> answer(byte[] frame) {
        if (frame.length < LENGTH) {
            return Optional.empty();
        }
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        boolean reply = bytes.getShort(12) == (short) ETHERTYPE_ARP
                && bytes.getShort(14) == HARDWARE_ETHERNET
                && bytes.getShort(16) == (short) ETHERTYPE_IPV4
                && bytes.get(18) == MacAddress.LENGTH
                && bytes.get(19) == IPV4_LENGTH
                && bytes.getShort(20) == REPLY;
        if (!reply) {
            return Optional.empty();
        }
        try {
            return Optional.of(new ArpAnswer(
                    InetAddress.getByAddress(Arrays.copyOfRange(frame, 28, 32)),
                    MacAddress.of(Arrays.copyOfRange(frame, 22, 28))));
        } catch (UnknownHostException e) {
            throw new AssertionError("four bytes are an address", e);
        }
    }
}
