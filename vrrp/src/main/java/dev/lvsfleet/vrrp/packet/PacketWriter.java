package dev.lvsfleet.vrrp.packet;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Makes bytes of an advertisement, its checksum included. Stateless, safe from any thread. */
public final class PacketWriter {

    private static final int HEADER = 8;
    private static final int CHECKSUM_AT = 6;
    private static final int ADVERTISEMENT_OF_V2 = 0x21;
    private static final int ADVERTISEMENT_OF_V3 = 0x31;

    private PacketWriter() {}

    /**
     * What follows the IP header.
     *
     * @param form of the checksum of version 3 over IPv4; version 2 and IPv6 have one each
     * @param from the source address the packet will have, for the pseudo-header
     * @param to its destination; of the packet's family, like {@code from}
     */
    public static byte[] write(VrrpPacket packet, ChecksumForm form, InetAddress from, InetAddress to) {
        byte[] message = switch (packet) {
            case VrrpPacket.V2 v2 -> v2(v2);
            case VrrpPacket.V3Ipv4 v3 -> v3(v3, 4);
            case VrrpPacket.V3Ipv6 v3 -> v3(v3, 16);
        };
        int checksum = switch (packet) {
            case VrrpPacket.V2 _ -> Checksum.of(message);
            case VrrpPacket.V3Ipv4 _ -> Checksum.of(message, form, from, to);
            case VrrpPacket.V3Ipv6 _ -> Checksum.of(message, from, to);
        };
        ByteBuffer.wrap(message).putShort(CHECKSUM_AT, (short) checksum);
        return message;
    }

    private static byte[] v2(VrrpPacket.V2 packet) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + packet.addresses().size() * 4 + Authentication.LENGTH);
        start(message, ADVERTISEMENT_OF_V2, packet);
        message.put((byte) packet.authentication().type());
        message.put((byte) (packet.interval().centiseconds() / AdvertInterval.PER_SECOND));
        putAddresses(message, packet);
        message.put(packet.authentication().field());
        return message.array();
    }

    private static byte[] v3(VrrpPacket packet, int addressLength) {
        ByteBuffer message = ByteBuffer.allocate(HEADER + packet.addresses().size() * addressLength);
        start(message, ADVERTISEMENT_OF_V3, packet);
        message.putShort((short) packet.interval().centiseconds());
        putAddresses(message, packet);
        return message.array();
    }

    private static void start(ByteBuffer message, int versionAndType, VrrpPacket packet) {
        message.put((byte) versionAndType);
        message.put((byte) packet.vrid().number());
        message.put((byte) packet.priority().value());
        message.put((byte) packet.addresses().size());
    }

    private static void putAddresses(ByteBuffer message, VrrpPacket packet) {
        message.putShort((short) 0);
        packet.addresses().forEach(address -> message.put(address.getAddress()));
    }
}
