package dev.lvsfleet.linux.raw;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * The packet that a socket received last: the same object for each, so that nothing is allocated for a packet that says
 * nothing new. What is to be kept of it is copied. Used by one thread.
 */
public final class ReceivedPacket {

    private ByteBuffer message = ByteBuffer.allocate(0);
    private ByteBuffer source = ByteBuffer.allocate(0);
    private ByteBuffer destination = ByteBuffer.allocate(0);
    private int timeToLive;

    ReceivedPacket() {}

    /** A packet that no socket received, for tests. */
    public static ReceivedPacket of(byte[] message, InetAddress source, InetAddress destination, int timeToLive) {
        ReceivedPacket packet = new ReceivedPacket();
        packet.is(
                ByteBuffer.wrap(message),
                ByteBuffer.wrap(source.getAddress()),
                ByteBuffer.wrap(destination.getAddress()),
                timeToLive);
        return packet;
    }

    /** The views are kept, not copied. */
    void is(ByteBuffer newMessage, ByteBuffer newSource, ByteBuffer newDestination, int newTimeToLive) {
        message = newMessage;
        source = newSource;
        destination = newDestination;
        timeToLive = newTimeToLive;
    }

    /** How long what followed the IP header is, in bytes. */
    public int length() {
        return message.remaining();
    }

    /** One byte of it, 0 to 255.
     *
     * @throws IndexOutOfBoundsException when it is shorter */
    public int unsignedByte(int index) {
        return Byte.toUnsignedInt(message.get(message.position() + index));
    }

    /** What followed the IP header, copied. */
    public byte[] message() {
        return bytes(message);
    }

    public InetAddress source() {
        return address(source);
    }

    public InetAddress destination() {
        return address(destination);
    }

    /** What was left of it, 0 to 255; in IPv6 the hop limit. */
    public int timeToLive() {
        return timeToLive;
    }

    /** All of it, copied. */
    public PacketCopy copy() {
        return new PacketCopy(
                ByteBuffer.wrap(bytes(message)),
                ByteBuffer.wrap(bytes(source)),
                ByteBuffer.wrap(bytes(destination)),
                timeToLive);
    }

    /** Whether it says the same, from the same host to the same address. */
    public boolean equalsCopy(PacketCopy other) {
        return timeToLive == other.timeToLive()
                && message.equals(other.message())
                && source.equals(other.source())
                && destination.equals(other.destination());
    }

    private static byte[] bytes(ByteBuffer view) {
        byte[] copy = new byte[view.remaining()];
        view.get(view.position(), copy);
        return copy;
    }

    private static InetAddress address(ByteBuffer view) {
        byte[] bytes = bytes(view);
        try {
            // Not InetAddress.getByAddress for sixteen: that makes an IPv4 address of a mapped one.
            return bytes.length == 4 ? InetAddress.getByAddress(bytes) : Inet6Address.getByAddress(null, bytes, -1);
        } catch (UnknownHostException wrongLength) {
            throw new IllegalStateException("an address has 4 or 16 bytes", wrongLength);
        }
    }
}
