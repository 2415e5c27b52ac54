package dev.lvsfleet.linux.raw;

import dev.lvsfleet.linux.sys.PacketLibrary;
import dev.lvsfleet.linux.sys.PollSet;

/** Waits for several descriptors and for a moment at once, to the nanosecond as far as the kernel can; for one thread. */
public final class Waiter implements AutoCloseable {

    private final PacketLibrary library;
    private PollSet descriptors = new PollSet();

    /** One that waits for no descriptor yet. */
    public Waiter() {
        library = PacketLibrary.load();
    }

    /** From now on these are waited for, in this order. */
    public void watch(int... watched) {
        descriptors.close();
        descriptors = new PollSet(watched);
    }

    /**
     * Waits until one of them can be read, or the time is over, or a signal comes.
     *
     * @param nanos 0 or less looks and does not wait
     * @return whether one can be read
     */
    public boolean await(long nanos) {
        return library.poll(descriptors, nanos) > 0;
    }

    /** Whether the one at that place could be read when it was last waited for. */
    public boolean isReady(int place) {
        return descriptors.isReady(place);
    }

    @Override
    public void close() {
        descriptors.close();
    }
}
