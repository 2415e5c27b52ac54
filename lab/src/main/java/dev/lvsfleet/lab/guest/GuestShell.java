package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.network.LabNetwork;
import dev.lvsfleet.lab.network.Namespaces;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.NodeShell;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.List;

/** Runs commands in the director's guest, over the management link. */
public final class GuestShell implements NodeShell {

    static final int PORT = 7022;

    private static final InetSocketAddress GUEST =
            new InetSocketAddress(InetAddress.ofLiteral(LabNetwork.GUEST_MANAGEMENT_ADDRESS), PORT);

    private final Namespaces namespaces;

    public GuestShell(Namespaces namespaces) {
        this.namespaces = namespaces;
    }

    @Override
    public int run(List<String> command, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        return (int) ask(new Request.Run(command), out, err);
    }

    @Override
    public long start(Launch launch) throws IOException, InterruptedException {
        return ask(new Request.Start(launch), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }

    private long ask(Request request, OutputStream out, OutputStream err) throws IOException, InterruptedException {
        try (SocketChannel channel = namespaces.inside(LabNetwork.SWITCH, () -> SocketChannel.open(GUEST))) {
            request.write(new DataOutputStream(Channels.newOutputStream(channel)));
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
