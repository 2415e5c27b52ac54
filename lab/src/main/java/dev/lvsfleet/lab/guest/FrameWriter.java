package dev.lvsfleet.lab.guest;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Writes frames; two streams of one command may write at the same time. */
final class FrameWriter {

    private final DataOutputStream out;

    FrameWriter(DataOutputStream out) {
        this.out = out;
    }

    /** A stream whose every write becomes a frame of that kind. */
    OutputStream stream(byte kind) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                write(new byte[] {(byte) b}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                synchronized (FrameWriter.this) {
                    out.writeByte(kind);
                    out.writeInt(length);
                    out.write(bytes, offset, length);
                    out.flush();
                }
            }
        };
    }

    /** Says that no more input follows. */
    synchronized void endOfInput() throws IOException {
        out.writeByte(Frame.IN);
        out.writeInt(0);
        out.flush();
    }

    synchronized void exit(long value) throws IOException {
        out.writeByte(Frame.EXIT);
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        out.flush();
    }
}
