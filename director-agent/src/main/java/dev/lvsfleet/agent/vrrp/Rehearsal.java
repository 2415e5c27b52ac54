package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.linux.rtnetlink.Link;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.rtnetlink.NetworkChange;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Announcing;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Preemption;
import dev.lvsfleet.vrrp.election.Protocol;
import dev.lvsfleet.vrrp.packet.AdvertInterval;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.PacketWriter;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.Vrid;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A virtual router's life on a host that is not there, lived on the thread before the real ones: the JVM has then loaded and
 * compiled what a takeover runs, which in its first seconds would take it long.
 */
final class Rehearsal implements Network {

    private static final int ELECTIONS = 60;
    private static final int ROUNDS = 40;
    private static final int INDEX = 1;
    private static final int BEST = 254;
    private static final InetAddress SOURCE = InetAddress.ofLiteral("192.0.2.1");
    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.2");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");

    private static final Config CONFIG = new Config(
            new Vrid(1),
            new Protocol.V3(),
            new Priority(100),
            AdvertInterval.SECOND,
            SOURCE,
            List.of(InetAddress.ofLiteral("192.0.2.3")),
            Config.USUAL_DOWN_ADVERTS,
            new Preemption.Immediate(),
            Duration.ZERO,
            Announcing.USUAL,
            false);

    private final byte[] word = PacketWriter.write(
            AdvertisementRules.packet(CONFIG, new Priority(BEST)), ChecksumForm.PSEUDO_HEADER, PEER, GROUP);
    private final ReceivedPacket heard = ReceivedPacket.of(word, PEER, GROUP, BEST + 1);
    private final Queue<Command> commands = new ArrayDeque<>();
    private boolean waiting;
    private long now;

    private Rehearsal() {}

    /** Lives it; it takes some tenths of a second. Touches nothing.
     *
     * @return how often the role changed */
    static long perform() {
        Rehearsal host = new Rehearsal();
        VrrpLoop loop = new VrrpLoop(host, host::take, _ -> {}, InstantSource.fixed(Instant.EPOCH));
        RouterSettings router = new RouterSettings(
                "rehearsal",
                "none",
                CONFIG,
                Optional.empty(),
                ChecksumForm.PSEUDO_HEADER,
                BEST + 1,
                LeaseRules.usual(CONFIG),
                Optional.empty());
        host.commands.add(new Command.Configure(new VrrpSettings(List.of(router))));
        host.commands.add(new Command.Able(router.name(), true));
        for (int i = 0; i < ELECTIONS * ROUNDS; i++) {
            host.waiting = i % ROUNDS == ROUNDS - 1; // somebody better speaks up, and is silent again
            loop.round();
        }
        return loop.statuses().getFirst().transitions();
    }

    private void take(Consumer<Command> consumer) {
        for (Command next = commands.poll(); next != null; next = commands.poll()) {
            consumer.accept(next);
        }
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public void await(long nanos) {
        now += Math.max(0, nanos);
    }

    @Override
    public void rest(long nanos) {
        now += nanos;
    }

    @Override
    public List<NetworkChange> everything() {
        Link link = new Link(INDEX, "none", "", true, 0, Optional.of(new MacAddress(INDEX)));
        return List.of(new NetworkChange.LinkIs(link, true), new NetworkChange.AddressIs(INDEX, SOURCE, 24, true));
    }

    @Override
    public boolean changes(Consumer<NetworkChange> consumer) {
        return true;
    }

    @Override
    public Port open(boolean ipv6, String interfaceName, int interfaceIndex) {
        return new Stage();
    }

    @Override
    public void hold(int interfaceIndex, List<InetAddress> addresses, int seconds) {}

    @Override
    public void release(int interfaceIndex, List<InetAddress> addresses) {}

    @Override
    public Errno send(int interfaceIndex, byte[] frame) {
        return Errno.NONE;
    }

    @Override
    public boolean forwardsIpv6(String interfaceName) {
        return false;
    }

    @Override
    public void close() {}

    /** Where the better one is heard. */
    private final class Stage implements Port {

        @Override
        public void join(InetAddress group) {}

        @Override
        public boolean receive() {
            boolean one = waiting;
            waiting = false;
            return one;
        }

        @Override
        public ReceivedPacket received() {
            return heard;
        }

        @Override
        public Sender sender(InetAddress source, InetAddress destination) {
            return new Sender() {
                @Override
                public Errno send(byte[] message) {
                    return Errno.NONE;
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
