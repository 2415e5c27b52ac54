package dev.lvsfleet.lab.guest;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;

/**
 * The input of a command as its caller sends it: frames of kind {@link Frame#IN}, of which an empty one is the end.
 *
 * <p>Reads on behind the end, so that it sees the caller hang up. For one reading thread.
 */
final class FrameInput extends InputStream {

    private final DataInputStream in;
    private final Runnable hungUp;
    private int left;
    private boolean ended;

    /** Reads from a connection whose request has been read; {@code hungUp} is done when the caller goes away. */
    FrameInput(DataInputStream in, Runnable hungUp) {
        this.in = in;
        this.hungUp = hungUp;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        try {
            if (left == 0 && !ended) {
                begin();
            }
            if (ended || length == 0) {
                return ended ? -1 : 0;
            }
            int size = in.read(bytes, offset, Math.min(length, left));
            if (size < 0) {
                throw new IOException("The caller hung up within a frame");
            }
            left -= size;
            return size;
        } catch (IOException e) {
            ended = true;
            hungUp.run();
            return -1;
        }
    }

    private void begin() throws IOException {
        int kind = in.readByte();
        left = in.readInt();
        if (kind != Frame.IN || left < 0 || left > Frame.MAX_LENGTH) {
            throw new IOException("A frame of kind " + kind + " and " + left + " bytes is no input");
        }
        if (left == 0) {
            ended = true;
            watch(in, hungUp);
        }
    }

    /** Waits, on a thread of its own, for the end of a connection on which nothing more is sent. */
    static void watch(InputStream in, Runnable hungUp) {
        Thread.ofPlatform().daemon().start(() -> {
            try {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                System.getLogger(FrameInput.class.getName()).log(Level.DEBUG, "the caller is gone", e);
            }
            hungUp.run();
        });
    }
}
