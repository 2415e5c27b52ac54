package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.raw.FrameSocket;
import dev.lvsfleet.linux.raw.Outlet;
import dev.lvsfleet.linux.raw.ProtocolSocket;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.raw.Signal;
import dev.lvsfleet.linux.raw.Waiter;
import dev.lvsfleet.linux.rtnetlink.LeaseClient;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.rtnetlink.NetworkWatch;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.linux.sysctl.SysctlClient;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The kernel, in the network namespace of the thread that made this. */
final class KernelNetwork implements Network {

    /** The kernel has none of this number, and refuses. */
    private static final int NO_INTERFACE = Integer.MAX_VALUE;

    private static final int LEAST_FRAME = 14;

    private static final int LARGEST_MESSAGE = 8 + VrrpPacket.MOST_ADDRESSES * 16;

    private final Signal commands;
    private final NetworkWatch watch;
    private final LeaseClient leases;
    private final FrameSocket frames;
    private final Waiter waiter = new Waiter();
    private final List<KernelPort> ports = new ArrayList<>();
    private final SysctlClient settings = new SysctlClient();

    private KernelNetwork(Signal commands, NetworkWatch watch, LeaseClient leases, FrameSocket frames) {
        this.commands = commands;
        this.watch = watch;
        this.leases = leases;
        this.frames = frames;
        watchAgain();
    }

    /** Opens what it needs.
     *
     * @throws dev.lvsfleet.linux.sys.SystemCallException when the kernel does not give it */
    static KernelNetwork open(Signal commands) {
        NetworkWatch watch = NetworkWatch.open();
        try {
            LeaseClient leases = LeaseClient.open();
            try {
                return new KernelNetwork(commands, watch, leases, FrameSocket.open());
            } catch (RuntimeException failure) {
                leases.close();
                throw failure;
            }
        } catch (RuntimeException failure) {
            watch.close();
            throw failure;
        }
    }

    /** Makes each call once that a takeover makes, in ways that do nothing: the first of its kind takes a JVM long. */
    void rehearse() {
        watch.everything();
        watch.changes(_ -> {});
        waiter.await(0);
        List<InetAddress> both = List.of(InetAddress.ofLiteral("192.0.2.1"), InetAddress.ofLiteral("2001:db8::1"));
        try {
            leases.hold(NO_INTERFACE, both, 1);
            throw new IllegalStateException("the kernel took addresses for an interface that cannot be");
        } catch (NetlinkException asItMust) {
            leases.release(NO_INTERFACE, both);
        }
        frames.send(NO_INTERFACE, new byte[LEAST_FRAME]);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public void await(long nanos) {
        if (waiter.await(nanos) && waiter.isReady(0)) {
            commands.lower();
        }
    }

    @Override
    public void rest(long nanos) {
        long until = System.nanoTime() + nanos;
        for (long left = nanos; left > 0; left = until - System.nanoTime()) {
            Thread.interrupted(); // nobody has anything to say by it, and parking would return at once
            LockSupport.parkNanos(this, left);
        }
    }

    @Override
    public List<NetworkChange> everything() {
        return watch.everything();
    }

    @Override
    public boolean changes(Consumer<NetworkChange> consumer) {
        return watch.changes(consumer);
    }

    @Override
    public Port open(boolean ipv6, String interfaceName, int interfaceIndex) {
        KernelPort port = new KernelPort(ProtocolSocket.open(ipv6, interfaceName, interfaceIndex, VrrpPacket.PROTOCOL));
        ports.add(port);
        watchAgain();
        return port;
    }

    @Override
    public void hold(int interfaceIndex, List<InetAddress> addresses, int seconds) {
        leases.hold(interfaceIndex, addresses, seconds);
    }

    @Override
    public void release(int interfaceIndex, List<InetAddress> addresses) {
        leases.release(interfaceIndex, addresses);
    }

    @Override
    public Errno send(int interfaceIndex, byte[] frame) {
        return frames.send(interfaceIndex, frame);
    }

    @Override
    public boolean forwardsIpv6(String interfaceName) {
        try {
            return settings.read(SysctlKey.ofInterface("ipv6", interfaceName, "forwarding"))
                    .map(value -> !value.equals("0"))
                    .orElse(false);
        } catch (IOException unreadable) {
            return false;
        }
    }

    @Override
    public void close() {
        List.copyOf(ports).forEach(KernelPort::close);
        waiter.close();
        frames.close();
        leases.close();
        watch.close();
    }

    private void watchAgain() {
        int[] descriptors = new int[2 + ports.size()];
        descriptors[0] = commands.descriptor();
        descriptors[1] = watch.descriptor();
        for (int i = 0; i < ports.size(); i++) {
            descriptors[2 + i] = ports.get(i).socket.descriptor();
        }
        waiter.watch(descriptors);
    }

    /** A socket that is waited for while it is open. */
    private final class KernelPort implements Port {

        private final ProtocolSocket socket;

        KernelPort(ProtocolSocket socket) {
            this.socket = socket;
        }

        @Override
        public void join(InetAddress group) {
            socket.join(group);
        }

        @Override
        public boolean receive() {
            return socket.receive();
        }

        @Override
        public ReceivedPacket received() {
            return socket.received();
        }

        @Override
        public Sender sender(InetAddress source, InetAddress destination) {
            Outlet outlet = socket.outlet(source, destination, LARGEST_MESSAGE);
            return new Sender() {
                @Override
                public Errno send(byte[] message) {
                    return outlet.send(message);
                }

                @Override
                public void close() {
                    outlet.close();
                }
            };
        }

        @Override
        public void close() {
            if (ports.remove(this)) {
                watchAgain();
                socket.close();
            }
        }
    }
}
