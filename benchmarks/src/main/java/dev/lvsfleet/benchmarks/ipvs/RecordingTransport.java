package dev.lvsfleet.benchmarks.ipvs;

import dev.lvsfleet.linux.netlink.NetlinkTransport;
import java.util.ArrayList;
import java.util.List;

/** Passes everything on, and keeps what is sent. Used by one thread. */
final class RecordingTransport implements NetlinkTransport {

    private final NetlinkTransport kernel;
    private final List<byte[]> sent = new ArrayList<>();

    RecordingTransport(NetlinkTransport kernel) {
        this.kernel = kernel;
    }

    /** What was sent since this was last asked. */
    Replay taken() {
        Replay replay = new Replay(List.copyOf(sent));
        sent.clear();
        return replay;
    }

    @Override
    public void send(byte[] datagram) {
        sent.add(datagram);
        kernel.send(datagram);
    }

    @Override
    public byte[] receive() {
        return kernel.receive();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
