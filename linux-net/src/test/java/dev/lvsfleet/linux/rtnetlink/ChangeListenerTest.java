package dev.lvsfleet.linux.rtnetlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.rtnetlink.ChangeListener.Heard;
import dev.lvsfleet.linux.rtnetlink.ChangeListener.Subject;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class ChangeListenerTest {

    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Queue<Errno> failures = new ArrayDeque<>();
    private byte[] bound = {};
    private int closed;

    private final ChangeListener listener = ChangeListener.open(library(), EnumSet.allOf(Subject.class), PATIENCE);

    /** A library whose recv fails as the queue says, and then succeeds. */
    private LinuxLibrary library() {
        return (LinuxLibrary) Proxy.newProxyInstance(
                LinuxLibrary.class.getClassLoader(),
                new Class<?>[] {LinuxLibrary.class},
                (proxy, method, arguments) -> {
                    switch (method.getName()) {
                        case "bind" -> bound = (byte[]) arguments[1];
                        case "close" -> closed++;
                        case "receive" -> {
                            Errno failure = failures.poll();
                            if (failure != null) {
                                throw new SystemCallException("recv", failure);
                            }
                            ((NativeBuffer) arguments[1]).fill(new byte[] {1});
                        }
                        default -> {}
                    }
                    return method.getReturnType() == int.class ? 1 : null;
                });
    }

    @Test
    void itJoinsTheGroupsOfItsSubjects() {
        assertThat(ByteBuffer.wrap(bound).order(ByteOrder.nativeOrder()).getInt(8))
                .isEqualTo(0x551);
    }

    @Test
    void aFullQueueIsAnOverflowAndNotTheEnd() {
        failures.add(Errno.ENOBUFS);

        assertThat(List.of(listener.next(), listener.next())).containsExactly(Heard.OVERFLOW, Heard.CHANGE);
    }

    @Test
    void silenceIsNothing() {
        failures.add(Errno.EAGAIN);

        assertThat(listener.next()).isEqualTo(Heard.NOTHING);
    }

    @Test
    void aSignalHidesNothing() {
        failures.addAll(List.of(Errno.EINTR, Errno.EINTR));
        assertThat(listener.next()).isEqualTo(Heard.CHANGE);

        for (int i = 0; i < 100; i++) {
            failures.add(Errno.EINTR);
        }
        assertThat(listener.next()).isEqualTo(Heard.OVERFLOW);
    }

    @Test
    void aSocketThatIsLostIsSaid() {
        failures.add(Errno.EACCES);

        assertThatThrownBy(listener::next).isInstanceOf(SystemCallException.class);
    }

    @Test
    void itIsClosedOnceAndNotUsedAfterwards() {
        listener.close();
        listener.close();

        assertThat(closed).isEqualTo(1);
        assertThatThrownBy(listener::next).isInstanceOf(IllegalStateException.class);
    }
}
