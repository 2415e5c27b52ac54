package dev.lvsfleet.ipvs;

import dev.lvsfleet.linux.sys.LinuxLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A socket of any protocol, by its C calls: the JDK speaks SCTP only where another library is installed.
 *
 * <p>It lives in the network namespace of the thread that made it, and waits 10 s at most.
 */
final class RawSocket implements AutoCloseable {

    private static final int SOCK_STREAM = 1;
    private static final int SOCK_DGRAM = 2;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_SNDTIMEO = 21;
    private static final int LIMIT_MILLIS = 10_000;

    private static final LinuxLibrary LIBRARY = LinuxLibrary.load();

    private static final MethodHandle LISTEN =
            handle("listen", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle ACCEPT = handle(
            "accept",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    private static final MethodHandle RECV = handle(
            "recv",
            FunctionDescriptor.of(
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_LONG,
                    ValueLayout.JAVA_INT));

    private final TransportProtocol protocol;
    private final int descriptor;

    private RawSocket(TransportProtocol protocol, int descriptor) {
        this.protocol = protocol;
        this.descriptor = descriptor;
        LIBRARY.setSocketTimeout(descriptor, SO_RCVTIMEO, LIMIT_MILLIS);
        LIBRARY.setSocketTimeout(descriptor, SO_SNDTIMEO, LIMIT_MILLIS);
    }

    /** A socket with this address and port; 0 for any port. */
    static RawSocket bound(TransportProtocol protocol, InetAddress address, int port) {
        int type = protocol == TransportProtocol.UDP ? SOCK_DGRAM : SOCK_STREAM;
        int family = AddressFamily.of(address).code();
        RawSocket socket = new RawSocket(protocol, LIBRARY.socket(family, type, protocol.number()));
        LIBRARY.bind(socket.descriptor, name(address, port));
        return socket;
    }

    /** Takes connections from now on; a protocol without connections has none to take. */
    void listen() {
        if (protocol != TransportProtocol.UDP) {
            require(call(() -> (int) LISTEN.invokeExact(descriptor, 8)), "listen");
        }
    }

    void connect(InetAddress address, int port) {
        LIBRARY.connect(descriptor, name(address, port));
    }

    void say(String text) {
        LIBRARY.send(descriptor, text.getBytes(StandardCharsets.UTF_8));
    }

    /** What the first who comes has to say. */
    String heard() {
        if (protocol == TransportProtocol.UDP) {
            return received(descriptor);
        }
        int connection = call(() -> (int) ACCEPT.invokeExact(descriptor, MemorySegment.NULL, MemorySegment.NULL));
        require(connection, "accept");
        try (RawSocket accepted = new RawSocket(protocol, connection)) {
            return received(accepted.descriptor);
        }
    }

    private static String received(int from) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(100);
            int size = call(() -> (int) (long) RECV.invokeExact(from, buffer, buffer.byteSize(), 0));
            require(size, "recv");
            return new String(buffer.asSlice(0, size).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }
    }

    /** invokeExact declares Throwable. */
    private static int call(NativeCall call) {
        try {
            return call.run();
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @FunctionalInterface
    private interface NativeCall {
        int run() throws Throwable;
    }

    private static void require(int result, String call) {
        if (result < 0) {
            throw new IllegalStateException(call + " failed");
        }
    }

    /** {@code struct sockaddr_in} or {@code sockaddr_in6}. */
    private static byte[] name(InetAddress address, int port) {
        AddressFamily family = AddressFamily.of(address);
        ByteBuffer name = ByteBuffer.allocate(family == AddressFamily.IPV4 ? 16 : 28);
        name.order(ByteOrder.nativeOrder()).putShort((short) family.code());
        name.order(ByteOrder.BIG_ENDIAN).putShort((short) port);
        if (family == AddressFamily.IPV6) {
            name.putInt(0); // flow
        }
        return name.put(address.getAddress()).array();
    }

    @SuppressWarnings("restricted") // links native code, as only tests may beside linux-net
    private static MethodHandle handle(String name, FunctionDescriptor descriptor) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
    }

    @Override
    public void close() {
        LIBRARY.close(descriptor);
    }
}
