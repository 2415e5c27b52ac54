package dev.lvsfleet.linux.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sys.LinuxLibrary;
import dev.lvsfleet.linux.sys.NativeBuffer;
import dev.lvsfleet.linux.sys.SystemCallException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class NetlinkSocketTest {

    private final ScriptedLibrary library = new ScriptedLibrary();
    private final NetlinkSocket socket = NetlinkSocket.open(library, 16, Duration.ofMillis(250));

    @Test
    void anInterruptedCallIsRepeated() {
        library.failures.addAll(List.of(Errno.EINTR, Errno.EINTR));

        assertThat(socket.receive()).containsExactly(1, 2, 3);
    }

    @Test
    void endlessInterruptionsEnd() {
        for (int i = 0; i < 1000; i++) {
            library.failures.add(Errno.EINTR);
        }

        assertThatThrownBy(socket::receive)
                .isInstanceOf(NetlinkTransportException.class)
                .hasMessageContaining("100 times");
    }

    @Test
    void silenceAndLostAnswersAreSaidInWords() {
        library.failures.add(Errno.EAGAIN);
        assertThatThrownBy(socket::receive).hasMessageContaining("did not answer within 250 ms");

        library.failures.add(Errno.ENOBUFS);
        assertThatThrownBy(socket::receive)
                .isInstanceOf(LostAnswersException.class)
                .hasMessageContaining("receive queue was full");
    }

    @Test
    void aDatagramThatWasCutOffIsAnError() {
        library.claimedLength = 1 << 20;

        assertThatThrownBy(socket::receive).hasMessageContaining("1048576 bytes was cut off at 65536");
    }

    @Test
    void aSocketIsClosedOnce() {
        socket.close();
        socket.close();

        assertThat(library.closed).isEqualTo(1);
    }

    @Test
    void aClosedSocketTouchesItsDescriptorNoMore() {
        socket.close();

        assertThatThrownBy(() -> socket.send(new byte[] {1})).hasMessageContaining("the socket is closed");
        assertThatThrownBy(socket::receive).hasMessageContaining("the socket is closed");
        assertThat(library.transfers).isZero();
    }

    /** A library whose calls fail as told and otherwise receive three bytes. */
    private static final class ScriptedLibrary implements LinuxLibrary {

        private final Queue<Errno> failures = new ArrayDeque<>();
        private int claimedLength = 3;
        private int closed;
        private int transfers;

        private void failAsTold() {
            transfers++;
            Errno failure = failures.poll();
            if (failure != null) {
                throw new SystemCallException("recv", failure);
            }
        }

        @Override
        public int socket(int domain, int type, int protocol) {
            return 42;
        }

        @Override
        public void bind(int descriptor, byte[] socketAddress) {}

        @Override
        public void connect(int descriptor, byte[] socketAddress) {}

        @Override
        public void setSocketOption(int descriptor, int level, int option, int value) {}

        @Override
        public void setSocketTimeout(int descriptor, int option, long millis) {}

        @Override
        public int send(int descriptor, byte[] bytes) {
            failAsTold();
            return bytes.length;
        }

        @Override
        public int receive(int descriptor, NativeBuffer into) {
            failAsTold();
            into.fill(new byte[] {1, 2, 3});
            return claimedLength;
        }

        @Override
        public int open(Path path, int flags) {
            return 43;
        }

        @Override
        public void setNamespace(int descriptor, int namespaceType) {}

        @Override
        public int adjustClock(NativeBuffer timex) {
            return 0;
        }

        @Override
        public void close(int descriptor) {
            closed++;
        }
    }
}
