package dev.lvsfleet.lab.guest;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.topology.LabName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
@Timeout(30)
class GuestShellIT {

    private static final Duration LIMIT = Duration.ofMillis(300);

    @TempDir
    private Path directory;

    @Test
    void aGuestThatTakesARequestAndNeverAnswersFailsTheStart() throws Exception {
        try (ServerSocketChannel guest = ServerSocketChannel.open()) {
            guest.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
            startFailsAndSaysWhere(() -> SocketChannel.open(guest.getLocalAddress()));
        }
    }

    @Test
    void aGuestThatCannotBeReachedFailsTheStart() {
        startFailsAndSaysWhere(() -> {
            new CountDownLatch(1).await(); // as a connection to a guest whose kernel hangs
            throw new AssertionError("was never interrupted");
        });
    }

    private void startFailsAndSaysWhere(GuestShell.Line line) {
        LabHome home = LabHome.under(directory, new LabName("lab"), "");
        GuestShell shell = new GuestShell(line, home, "director-1", LIMIT);
        Launch launch = new Launch(List.of("true"), Map.of(), directory.resolve("agent.log"));

        assertThatThrownBy(() -> shell.start(launch))
                .isInstanceOf(LabException.class)
                .hasMessageContaining("director-1")
                .hasMessageContaining(
                        home.logs().resolve("director-1/kernel.log").toString());
    }
}
