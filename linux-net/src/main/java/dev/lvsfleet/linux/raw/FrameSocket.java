package dev.lvsfleet.linux.raw;

import static dev.lvsfleet.linux.sys.LinuxConstants.AF_PACKET;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_CLOEXEC;
import static dev.lvsfleet.linux.sys.LinuxConstants.SOCK_RAW;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeMessage;
import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.SocketAddressCodec;

/** Sends whole Ethernet frames by any interface of a network namespace, and receives none. Takes CAP_NET_RAW. For one thread. */
public final class FrameSocket implements AutoCloseable {

    private static final int LARGEST_FRAME = 1514;

    private final LinuxLibrary library;
    private final PacketLibrary packets;
    private final int descriptor;
    private final NativeMessage message = new NativeMessage(LARGEST_FRAME, 0);

    private FrameSocket(LinuxLibrary library, PacketLibrary packets, int descriptor) {
        this.library = library;
        this.packets = packets;
        this.descriptor = descriptor;
    }

    /** A socket in the calling thread's network namespace.
     *
     * @throws dev.lvsfleet.linux.sys.SystemCallException when the kernel gives none */
    public static FrameSocket open() {
        LinuxLibrary library = LinuxLibrary.load();
        // Protocol 0 hears nothing.
        int descriptor = library.socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, 0);
        return new FrameSocket(library, PacketLibrary.load(), descriptor);
    }

    /**
     * Sends at once, or not at all.
     *
     * @param frame its header included, at most 1514 bytes
     * @return {@link Errno#NONE}, or why the kernel did not take it
     */
    public Errno send(int interfaceIndex, byte[] frame) {
        message.addressTo(SocketAddressCodec.linkLayer(interfaceIndex, 0));
        message.fill(frame);
        int result = packets.send(descriptor, message);
        return result >= 0 ? Errno.NONE : new Errno(-result);
    }

    @Override
    public void close() {
        library.close(descriptor);
        message.close();
    }
}
