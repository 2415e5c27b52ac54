package dev.lvsfleet.lab.guest;

import dev.lvsfleet.lab.shell.Launch;
import dev.lvsfleet.lab.shell.LocalShell;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Runs in the guest and does there what {@link GuestShell} asks for; the only program of ours that a guest starts with. */
public final class GuestServer {

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

    private static void serve(Socket connection) {
        try (connection) {
            DataInputStream in = new DataInputStream(new BufferedInputStream(connection.getInputStream()));
            FrameWriter out = new FrameWriter(new DataOutputStream(connection.getOutputStream()));
            switch (Request.read(in)) {
                case Request.Run run -> run(run, connection, out);
                case Request.Start start -> out.exit(start(start.launch()));
            }
        } catch (IOException e) {
            System.out.println("guest: a request came to nothing: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void run(Request.Run run, Socket connection, FrameWriter out)
            throws IOException, InterruptedException {
        Thread command = Thread.currentThread();
        Thread watch = Thread.ofPlatform().daemon().start(() -> interruptAtEnd(connection, command));
        try {
            out.exit(LocalShell.ofHost().run(run.command(), out.stream(Frame.OUT), out.stream(Frame.ERR)));
        } catch (IOException e) {
            out.stream(Frame.ERR).write((e.getMessage() + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            out.exit(127);
        } finally {
            watch.interrupt();
        }
    }

    /** A caller that hangs up ends its command. */
    private static void interruptAtEnd(Socket connection, Thread command) {
        try {
            if (connection.getInputStream().read() < 0) {
                command.interrupt();
            }
        } catch (IOException e) {
            command.interrupt();
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
