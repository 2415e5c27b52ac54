package dev.lvsfleet.lab.guest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.shell.LocalShell;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.shell.NodeShell.Output;
import dev.lvsfleet.lab.topology.LabName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The two ends of the line to a guest, with no kernel between them. */
@Tag("integration")
@Timeout(60)
class GuestServerIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir
    private Path directory;

    private ServerSocket server;
    private NodeShell guest;

    @BeforeEach
    void serve() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.ofLiteral("127.0.0.1"));
        Thread.ofPlatform().daemon().start(() -> {
            while (!server.isClosed()) {
                try {
                    Socket connection = server.accept();
                    Thread.ofPlatform().daemon().start(() -> GuestServer.serve(connection));
                } catch (IOException e) {
                    return; // closed
                }
            }
        });
        LabHome home = LabHome.under(directory, new LabName("lab"), "");
        guest = new GuestShell(() -> SocketChannel.open(server.getLocalSocketAddress()), home, "director-1", LIMIT);
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @Test
    void whatIsPipedInReachesTheCommandToItsLastByte() throws Exception {
        byte[] text = "-A -t 192.168.148.161:80\n".repeat(20_000).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = guest.run(List.of("cat"), new Input.Streamed(new ByteArrayInputStream(text)), out, System.err);

        assertThat(code).isZero();
        assertThat(out.toByteArray()).isEqualTo(text);
    }

    @Test
    void theAnswerOfACommandThatDoesNotReadItsInputIsNotLost() throws Exception {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 'y';
            }
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        int code = guest.run(List.of("sh", "-c", "echo done; exit 3"), new Input.Streamed(endless), out, System.err);

        assertThat(code).isEqualTo(3);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("done\n");
    }

    @Test
    void aCommandThatIsNotThereIsAnsweredAsInANamespace() throws Exception {
        Output there = guest.capture(LIMIT, "no-such-command");

        assertThat(there).isEqualTo(new Output(127, "", "no-such-command: there is no such command\n"));
        assertThat(LocalShell.ofHost().capture(LIMIT, "no-such-command")).isEqualTo(there);
    }
}
