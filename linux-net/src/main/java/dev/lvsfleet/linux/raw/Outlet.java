package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.NativeMessage;
import dev.lvsfleet.linux.sys.PacketLibrary;

/** A way out of a socket, to one address: all that is the same for each packet is set, so sending one copies its bytes only. */
public final class Outlet implements AutoCloseable {

    private final PacketLibrary library;
    private final int descriptor;
    private final NativeMessage message;

    Outlet(PacketLibrary library, int descriptor, int largest, byte[] destination, byte[] control) {
        this.library = library;
        this.descriptor = descriptor;
        this.message = new NativeMessage(largest, control.length);
        message.addressTo(destination);
        message.accompany(control);
    }

    /**
     * Sends at once, or not at all.
     *
     * @return {@link Errno#NONE}, or why the kernel did not take it
     */
    public Errno send(byte[] bytes) {
        message.fill(bytes);
        int result = library.send(descriptor, message);
        return result >= 0 ? Errno.NONE : new Errno(-result);
    }

    @Override
    public void close() {
        message.close();
    }
}
