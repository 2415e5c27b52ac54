package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.netlink.Acknowledgement;
import dev.lvsfleet.linux.netlink.NetlinkException;
import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.sys.Errno;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A host whose clock goes only as far as somebody waits; it writes down what is done to it, and tells it as a kernel does. */
final class FakeNetwork implements Network {

    static final MacAddress MAC = new MacAddress(0x020000000082L);
    static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.130");
    static final int INDEX = 2;
    static final int OTHER_INDEX = 3;

    /** What was done, in order: {@code send 100}, {@code hold 192.0.2.161}, {@code release …}, {@code frame}. */
    final List<String> done = new ArrayList<>();

    final Map<InetAddress, Integer> held = new LinkedHashMap<>();
    final Queue<ReceivedPacket> packets = new ArrayDeque<>();
    final List<NetworkChange> all = new ArrayList<>();
    final List<InetAddress> joined = new ArrayList<>();
    Errno sendRefusal = Errno.NONE;
    Errno holdRefusal = Errno.NONE;

    /** The kernel refuses this one alone. */
    @Nullable
    InetAddress holdRefused;

    /** What every round meets, and how long the loop rested for it. */
    @Nullable
    Supplier<Error> failure;

    /** To release it is an error that nobody thought of. */
    @Nullable
    InetAddress releaseFailure;

    /** So is to send a word. */
    boolean sendFailure;

    /** So is to read the news. */
    boolean changesFailure;

    final List<Duration> rests = new ArrayList<>();
    boolean recording = true;
    boolean overflow;
    int opened;
    int closed;
    /** No wait goes beyond this moment. */
    long end;

    long now = Long.MAX_VALUE - 1_000_000_000L; // nothing may depend on where it stands

    private final Deque<NetworkChange> changes = new ArrayDeque<>();

    FakeNetwork() {
        all.add(link(INDEX, true, MAC));
        all.add(new NetworkChange.LinkIs(new Link(OTHER_INDEX, "eth1", "", true, 1500, Optional.of(MAC)), true));
        all.add(new NetworkChange.AddressIs(INDEX, SOURCE, 24, true));
    }

    static NetworkChange.LinkIs link(int index, boolean running, MacAddress mac) {
        return new NetworkChange.LinkIs(new Link(index, "eth0", "", running, 1500, Optional.of(mac)), running);
    }

    void tell(NetworkChange... news) {
        changes.addAll(List.of(news));
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void await(long nanos) {
        if (failure != null) {
            throw failure.get();
        }
        if (packets.isEmpty() && changes.isEmpty()) {
            now += Math.clamp(nanos, 0, Math.max(0, end - now));
        }
    }

    @Override
    public void rest(long nanos) {
        rests.add(Duration.ofNanos(nanos));
        now += nanos;
    }

    @Override
    public List<NetworkChange> everything() {
        return List.copyOf(all);
    }

    @Override
    public boolean changes(Consumer<NetworkChange> consumer) {
        if (changesFailure) {
            throw new AssertionError("changes");
        }
        while (!changes.isEmpty()) {
            consumer.accept(changes.remove());
        }
        boolean complete = !overflow;
        overflow = false;
        return complete;
    }

    @Override
    public Port open(boolean ipv6, String interfaceName, int interfaceIndex) {
        opened++;
        return new FakePort();
    }

    @Override
    public void hold(int interfaceIndex, List<InetAddress> addresses, int seconds) {
        if (recording) {
            addresses.forEach(address -> note("hold " + address.getHostAddress()));
        }
        if (!holdRefusal.equals(Errno.NONE)) {
            throw new NetlinkException("hold", new Acknowledgement(holdRefusal, ""));
        }
        if (holdRefused != null && addresses.contains(holdRefused)) {
            throw new NetlinkException("hold", new Acknowledgement(Errno.ENOMEM, ""));
        }
        addresses.forEach(address -> {
            if (held.put(address, seconds) == null) {
                tell(new NetworkChange.AddressIs(interfaceIndex, address, alone(address), true));
            }
        });
    }

    @Override
    public void release(int interfaceIndex, List<InetAddress> addresses) {
        if (releaseFailure != null && addresses.contains(releaseFailure)) {
            throw new AssertionError("release");
        }
        addresses.forEach(address -> {
            note("release " + address.getHostAddress() + (interfaceIndex == OTHER_INDEX ? " elsewhere" : ""));
            held.remove(address);
            tell(new NetworkChange.AddressGone(interfaceIndex, address, alone(address)));
        });
    }

    private static int alone(InetAddress address) {
        return address.getAddress().length * Byte.SIZE;
    }

    @Override
    public Errno send(int interfaceIndex, byte[] frame) {
        if (recording) {
            note("frame");
        }
        return Errno.NONE;
    }

    @Override
    public boolean forwardsIpv6(String interfaceName) {
        return false;
    }

    @Override
    public void close() {}

    /** What was done since it was last asked, without what is repeated right after itself. */
    List<String> taken() {
        List<String> taken = new ArrayList<>();
        for (String one : done) {
            if (taken.isEmpty() || !taken.getLast().equals(one)) {
                taken.add(one);
            }
        }
        done.clear();
        return taken;
    }

    private void note(String what) {
        done.add(what);
    }

    private final class FakePort implements Port {

        private @Nullable ReceivedPacket received;

        @Override
        public void join(InetAddress group) {
            joined.add(group);
        }

        @Override
        public boolean receive() {
            received = packets.poll();
            return received != null;
        }

        @Override
        public ReceivedPacket received() {
            if (received == null) {
                throw new IllegalStateException("nothing was received");
            }
            return received;
        }

        @Override
        public Sender sender(InetAddress source, InetAddress destination) {
            return new Sender() {
                @Override
                public Errno send(byte[] message) {
                    if (recording) {
                        note("send " + Byte.toUnsignedInt(message[2]));
                    }
                    if (sendFailure) {
                        throw new AssertionError("send");
                    }
                    return sendRefusal;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {
            closed++;
        }
    }
}
