package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.linux.rtnetlink.ChangeListener;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.sys.SystemCallException;

/** What the loop that listens hears with. Used by one thread. */
public interface Ear extends AutoCloseable {

    /** Waits for the next change, a bounded time.
     *
     * @throws SystemCallException when there is nothing to listen to any more */
    Heard next();

    @Override
    void close();

    /** The kernel's word. */
    static Ear of(ChangeListener listener) {
        return new Ear() {
            @Override
            public Heard next() {
                return listener.next();
            }

            @Override
            public void close() {
                listener.close();
            }
        };
    }
}
