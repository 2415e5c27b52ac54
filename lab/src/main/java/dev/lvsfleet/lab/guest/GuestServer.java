package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.shell.Input;
import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.LocalShell;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Runs in the guest and does there what {@link GuestShell} asks for; the only program of ours that a guest starts with. */
public final class GuestServer {

    /** A shell's exit code for what is there and does not run. */
    private static final int CANNOT_RUN = 126;

    private static final int DRAIN_MILLIS = 5_000;

    private GuestServer() {}

    /** Serves on the address and port given, for ever. */
    public static void main(String[] arguments) throws IOException {
        InetAddress address = InetAddress.ofLiteral(arguments[0]);
        try (ServerSocket server = new ServerSocket()) {
            server.bind(new InetSocketAddress(address, Integer.parseInt(arguments[1])));
            System.out.println("guest is ready");
            while (true) {
                Socket connection = server.accept();
                Thread.ofPlatform().daemon().start(() -> serve(connection));
            }
        }
    }

    static void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            FrameWriter out = new FrameWriter(new DataOutputStream(connection.getOutputStream()));
            Optional<Request> request = Request.read(in);
            if (request.isPresent()) {
                answer(request.get(), in, out);
                connection.shutdownOutput();
                drain(connection);
            }
        } catch (IOException e) {
            System.out.println("guest: a request came to nothing: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Until the caller has the answer and closes: a connection closed with unread input would be reset, the answer lost. */
    private static void drain(Socket connection) throws IOException {
        connection.setSoTimeout(DRAIN_MILLIS);
        try {
            connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketException | SocketTimeoutException e) {
            System.getLogger(GuestServer.class.getName()).log(Level.DEBUG, "the caller does not close", e);
        }
    }

    private static void answer(Request request, DataInputStream in, FrameWriter out)
            throws IOException, InterruptedException {
        switch (request) {
            case Request.Run run -> run(run, in, out);
            case Request.Start(Launch launch) -> out.exit(start(launch));
        }
    }

    /** A caller that hangs up ends its command, unless the command does not read what it has sent before. */
    private static void run(Request.Run run, DataInputStream in, FrameWriter out)
            throws IOException, InterruptedException {
        Thread running = Thread.currentThread();
        Input input = new Input.Nothing();
        if (run.withInput()) {
            input = new Input.Streamed(new FrameInput(in, running::interrupt));
        } else {
            FrameInput.watch(in, running::interrupt);
        }
        try {
            out.exit(LocalShell.ofHost().run(run.command(), input, out.stream(Frame.OUT), out.stream(Frame.ERR)));
        } catch (IOException e) {
            out.stream(Frame.ERR).write((e.getMessage() + "\n").getBytes(StandardCharsets.UTF_8));
            out.exit(CANNOT_RUN);
        }
    }

    /**
     * Starts a program and copies its output to its log, forced after each piece: what a guest writes to the host's file
     * system stays in the guest's memory otherwise, and a log is wanted most when its guest has died.
     */
    private static long start(Launch launch) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("setsid");
        builder.command().addAll(launch.command());
        builder.environment().putAll(launch.environment());
        Process process = builder.redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .start();
        Thread.ofPlatform().daemon().start(() -> keepLog(process.getInputStream(), launch.log()));
        return process.pid();
    }

    private static void keepLog(InputStream output, Path log) {
        byte[] piece = new byte[16 * 1024];
        try (FileChannel file = FileChannel.open(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            for (int size = output.read(piece); size >= 0; size = output.read(piece)) {
                file.write(ByteBuffer.wrap(piece, 0, size));
                file.force(false);
            }
        } catch (IOException e) {
            System.out.println("guest: " + log + " is not kept: " + e);
        }
    }
}
