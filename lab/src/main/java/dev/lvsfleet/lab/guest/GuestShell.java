package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.LabException;
import dev.lvsfleet.lab.host.LabHome;
import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.ManagementLink;
import dev.lvsfleet.lab.network.Namespaces;
import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.NodeShell;
import dev.lvsfleet.lab.shell.TimeLimit;
import dev.lvsfleet.lab.topology.ProcessId;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;

/** Runs commands in a guest, over its management link. */
public final class GuestShell implements NodeShell {

    static final int PORT = 7022;

    /** A start only forks, but the guest may be busy booting its other programs. */
    private static final Duration START_LIMIT = Duration.ofSeconds(30);

    /** How a guest is reached; it may take for ever when the guest hangs. */
    @FunctionalInterface
    interface Line {
        SocketChannel open() throws IOException, InterruptedException;
    }

    private final Line line;
    private final LabHome home;
    private final String node;
    private final Duration startLimit;

    /** Runs commands in the guest at the other end of a management link. */
    public GuestShell(Namespaces namespaces, LabHome home, ManagementLink link) {
        this(
                () -> namespaces.inside(
                        LabNetwork.SWITCH, () -> SocketChannel.open(new InetSocketAddress(link.guestAddress(), PORT))),
                home,
                link.node(),
                START_LIMIT);
    }

    GuestShell(Line line, LabHome home, String node, Duration startLimit) {
        this.line = line;
        this.home = home;
        this.node = node;
        this.startLimit = startLimit;
    }

    @Override
    public int run(List<String> command, Input in, OutputStream out, OutputStream err)
            throws IOException, InterruptedException {
        return (int) ask(new Request.Run(command, !(in instanceof Input.Nothing)), in, out, err);
    }

    /**
     * {@inheritDoc}
     *
     * @throws LabException when the guest does not answer within 30 s; the message names the node and its kernel's log
     */
    @Override
    public long start(Launch launch) throws IOException, InterruptedException {
        try {
            return new TimeLimit(startLimit)
                    .on(() -> ask(new Request.Start(launch), new Input.Nothing(), nowhere(), nowhere()));
        } catch (TimeoutException e) {
            Path log = home.log(new ProcessId(node, GuestKernel.PROCESS));
            throw new LabException(
                    "The guest that is " + node + " did not answer within " + startLimit.toSeconds()
                            + " s: its kernel hangs; its log is " + log,
                    e);
        } catch (ExecutionException e) {
            throw new IOException("The guest that is " + node + " started nothing: " + e.getCause(), e);
        }
    }

    private static OutputStream nowhere() {
        return OutputStream.nullOutputStream();
    }

    private long ask(Request request, Input input, OutputStream out, OutputStream err)
            throws IOException, InterruptedException {
        try (SocketChannel channel = line.open()) {
            DataOutputStream to = new DataOutputStream(Channels.newOutputStream(channel));
            request.write(to);
            send(input, new FrameWriter(to));
            DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(channel)));
            while (true) {
                byte kind = in.readByte();
                byte[] content = in.readNBytes(checked(in.readInt()));
                switch (kind) {
                    case Frame.OUT -> write(out, content);
                    case Frame.ERR -> write(err, content);
                    case Frame.EXIT -> {
                        return java.nio.ByteBuffer.wrap(content).getLong();
                    }
                    default -> throw new IOException("The guest sent a frame of kind " + kind);
                }
            }
        } catch (EOFException e) {
            throw new IOException("The guest hung up before the command's end", e);
        }
    }

    /** What is not there yet is sent by a thread that is not waited for: a command may end without having read its input. */
    private static void send(Input input, FrameWriter to) {
        switch (input) {
            case Input.Nothing() -> {}
            case Input.Inherited() -> Thread.ofPlatform().daemon().start(() -> pump(System.in, to));
            case Input.Streamed(InputStream from) ->
                Thread.ofPlatform().daemon().start(() -> pump(from, to));
        }
    }

    private static void pump(InputStream from, FrameWriter to) {
        try {
            from.transferTo(to.stream(Frame.IN));
            to.endOfInput();
        } catch (IOException e) {
            // The command has ended, or the guest has: the one who reads its answer sees which.
            System.getLogger(GuestShell.class.getName()).log(System.Logger.Level.DEBUG, "input not delivered", e);
        }
    }

    private static int checked(int length) throws IOException {
        if (length < 0 || length > Frame.MAX_LENGTH) {
            throw new IOException("The guest sent a frame of " + length + " bytes");
        }
        return length;
    }

    private static void write(OutputStream to, byte[] content) throws IOException {
        to.write(content);
        to.flush();
    }
}
