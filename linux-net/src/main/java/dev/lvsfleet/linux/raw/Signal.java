package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.PollSet;
import java.time.Duration;

/**
 * Wakes a thread that waits for descriptors, without a lock. Source: eventfd(2).
 *
 * <p>Any thread may raise it; one thread waits for it. To close it is the business of whoever knows that nobody raises it
 * any more.
 */
public final class Signal implements AutoCloseable {

    private final PacketLibrary packets;
    private final LinuxLibrary library;
    private final int descriptor;
    private final PollSet alone;

    /** One that is not raised.
     *
     * @throws dev.lvsfleet.linux.sys.SystemCallException when the kernel gives none */
    public Signal() {
        packets = PacketLibrary.load();
        library = LinuxLibrary.load();
        descriptor = packets.eventDescriptor();
        alone = new PollSet(descriptor);
    }

    /** Wakes the waiting thread, now or when it next waits. */
    public void raise() {
        packets.raise(descriptor);
    }

    /** Takes back whatever was raised so far. */
    public void lower() {
        packets.lower(descriptor);
    }

    /** Waits until it is raised, or the time is over, and lowers it; for a thread that waits for nothing else. */
    public void await(Duration patience) {
        packets.poll(alone, patience.toNanos());
        lower();
    }

    /** To be waited for among others; readable while it is raised. */
    public int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        library.close(descriptor);
        alone.close();
    }
}
