package dev.lvsfleet.linux.raw;

import static dev.lvsfleet.linux.raw.IpConstants.IPPROTO_IP;
import static dev.lvsfleet.linux.raw.IpConstants.IPPROTO_IPV6;
import static dev.lvsfleet.linux.sys.LinuxConstants.AF_INET;
import static dev.lvsfleet.linux.sys.LinuxConstants.AF_INET6;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_NONBLOCK;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOL_SOCKET;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_BINDTODEVICE;
import static dev.lvsfleet.linux.sys.LinuxConstants.SO_PRIORITY;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeMessage;
import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.ReceiveQueue;
import dev.lvsfleet.linux.sys.SocketAddressCodec;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Packets of one IP protocol on one interface, in the network namespace of the thread that opened it. Takes CAP_NET_RAW.
 *
 * <p>What it sends has the largest hop count, is marked as network control, and does not come back to this host. What it
 * receives it receives without allocation. Never waits. Used by one thread.
 */
public final class ProtocolSocket implements AutoCloseable {

    private static final int LARGEST_PACKET = 8 * 1024;
    private static final int CONTROL = 256;
    private static final int RECEIVE_QUEUE = 4 * 1024 * 1024;

    private static final int IPV4_LEAST_HEADER = 20;

    private final LinuxLibrary library;
    private final PacketLibrary packets;
    private final int descriptor;
    private final boolean ipv6;
    private final int interfaceIndex;
    private final NativeMessage message = new NativeMessage(LARGEST_PACKET, CONTROL);
    private final ReceivedPacket received = new ReceivedPacket();
    private final ByteBuffer payload = message.payload().duplicate();
    private final ByteBuffer source;
    private final ByteBuffer destination;

    private ProtocolSocket(LinuxLibrary library, PacketLibrary packets, int descriptor, boolean ipv6, int index) {
        this.library = library;
        this.packets = packets;
        this.descriptor = descriptor;
        this.ipv6 = ipv6;
        this.interfaceIndex = index;
        // An IPv4 header comes with the packet; of an IPv6 one the addresses are beside it.
        this.source = ipv6
                ? message.name().duplicate().position(8).limit(24)
                : message.payload().duplicate().position(12).limit(16);
        this.destination = ipv6
                ? message.control().duplicate()
                : message.payload().duplicate().position(16).limit(20);
    }

    /**
     * A socket of its own.
     *
     * @param ipv6 the family
     * @param interfaceName and {@code interfaceIndex} of the same interface; one that is made anew needs a new socket
     * @param protocol of IP, 1 to 255
     * @throws SystemCallException when the kernel gives none
     */
    public static ProtocolSocket open(boolean ipv6, String interfaceName, int interfaceIndex, int protocol) {
        LinuxLibrary library = LinuxLibrary.load();
        PacketLibrary packets = PacketLibrary.load();
        int type = SOCK_RAW | SOCK_CLOEXEC | SOCK_NONBLOCK;
        int descriptor = library.socket(ipv6 ? AF_INET6 : AF_INET, type, protocol);
        try {
            byte[] name = (interfaceName + '\0').getBytes(StandardCharsets.UTF_8);
            packets.setSocketOption(descriptor, SOL_SOCKET, SO_BINDTODEVICE, name);
            ReceiveQueue.enlarge(library, descriptor, RECEIVE_QUEUE);
            if (ipv6) {
                configureIpv6(library, descriptor, interfaceIndex);
            } else {
                configureIpv4(library, packets, descriptor, interfaceIndex);
            }
            // Last: IP_TOS sets the priority as well, and of network control makes the usual one.
            library.setSocketOption(descriptor, SOL_SOCKET, SO_PRIORITY, IpConstants.PRIORITY_CONTROL);
            return new ProtocolSocket(library, packets, descriptor, ipv6, interfaceIndex);
        } catch (RuntimeException failure) {
            library.close(descriptor);
            throw failure;
        }
    }

    private static void configureIpv4(LinuxLibrary library, PacketLibrary packets, int descriptor, int index) {
        library.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_TTL, IpConstants.LARGEST_HOP_COUNT);
        library.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_TOS, IpConstants.NETWORK_CONTROL);
        library.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_MULTICAST_TTL, IpConstants.LARGEST_HOP_COUNT);
        library.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_MULTICAST_LOOP, 0);
        library.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_MULTICAST_ALL, 0);
        byte[] through = ControlMessageCodec.membership(InetAddress.ofLiteral("0.0.0.0"), index);
        packets.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_MULTICAST_IF, through);
    }

    private static void configureIpv6(LinuxLibrary library, int descriptor, int index) {
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_RECVPKTINFO, 1);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_RECVHOPLIMIT, 1);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_UNICAST_HOPS, IpConstants.LARGEST_HOP_COUNT);
        library.setSocketOption(
                descriptor, IPPROTO_IPV6, IpConstants.IPV6_MULTICAST_HOPS, IpConstants.LARGEST_HOP_COUNT);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_MULTICAST_LOOP, 0);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_MULTICAST_ALL, 0);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_MULTICAST_IF, index);
        library.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_TCLASS, IpConstants.NETWORK_CONTROL);
    }

    /** Hears what is sent to the group from now on; to join again changes nothing.
     *
     * @throws SystemCallException when the interface takes no part in multicast */
    public void join(InetAddress group) {
        byte[] membership = ControlMessageCodec.membership(group, interfaceIndex);
        try {
            if (ipv6) {
                packets.setSocketOption(descriptor, IPPROTO_IPV6, IpConstants.IPV6_JOIN_GROUP, membership);
            } else {
                packets.setSocketOption(descriptor, IPPROTO_IP, IpConstants.IP_ADD_MEMBERSHIP, membership);
            }
        } catch (SystemCallException refused) {
            if (!refused.errno().equals(Errno.EADDRINUSE)) {
                throw refused;
            }
        }
    }

    /**
     * A way to send from one address to another; closed before this socket is.
     *
     * @param source an address of the interface; while it has it not, sending fails
     * @param largest message, in bytes
     */
    public Outlet outlet(InetAddress source, InetAddress destinationAddress, int largest) {
        return new Outlet(
                packets,
                descriptor,
                largest,
                SocketAddressCodec.ip(destinationAddress, interfaceIndex),
                ControlMessageCodec.from(source, interfaceIndex));
    }

    /**
     * Takes the next packet from the queue, if there is one: {@link #received} then is that one.
     *
     * @return false when there is none
     */
    public boolean receive() {
        int length = packets.receive(descriptor, message);
        while (length >= 0) {
            if (ipv6 ? readIpv6(length) : readIpv4(length)) {
                return true;
            }
            length = packets.receive(descriptor, message);
        }
        return false;
    }

    /** The packet that {@link #receive} took, until it takes another. */
    public ReceivedPacket received() {
        return received;
    }

    private boolean readIpv4(int length) {
        ByteBuffer bytes = message.payload();
        int header = length < IPV4_LEAST_HEADER ? Integer.MAX_VALUE : (bytes.get(0) & 0xf) * Integer.BYTES;
        if (header > length) {
            return false;
        }
        received.is(payload.limit(length).position(header), source, destination, Byte.toUnsignedInt(bytes.get(8)));
        return true;
    }

    private boolean readIpv6(int length) {
        ByteBuffer control = message.control();
        int controlLength = message.controlLength();
        int hops = ControlMessageCodec.find(control, controlLength, IPPROTO_IPV6, IpConstants.IPV6_HOPLIMIT);
        int to = ControlMessageCodec.find(control, controlLength, IPPROTO_IPV6, IpConstants.IPV6_PKTINFO);
        if (hops < 0 || to < 0) {
            return false;
        }
        destination.limit(to + 16).position(to);
        received.is(payload.limit(length).position(0), source, destination, control.getInt(hops));
        return true;
    }

    /** To be waited for. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        library.close(descriptor);
        message.close();
    }
}
