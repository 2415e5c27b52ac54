package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.ReceivedPacket;
import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.PacketWriter;
import dev.lvsfleet.vrrp.packet.Priority;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The loop on a fake host, driven by hand. */
final class LoopFixture {

    private static final InetAddress PEER = InetAddress.ofLiteral("192.0.2.131");
    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");

    final FakeNetwork network = new FakeNetwork();
    final List<VrrpNotice> notices = new ArrayList<>();
    private final Queue<Command> commands = new ArrayDeque<>();
    final VrrpLoop loop = new VrrpLoop(
            network,
            consumer -> {
                for (Command next = commands.poll(); next != null; next = commands.poll()) {
                    consumer.accept(next);
                }
            },
            notices::add,
            InstantSource.fixed(Instant.EPOCH));

    LoopFixture tell(Command... told) {
        commands.addAll(List.of(told));
        roundAtOnce();
        return this;
    }

    /** Configured, and able. */
    LoopFixture with(RouterSettings... routers) {
        tell(new Command.Configure(Routers.settings(routers)));
        for (RouterSettings router : routers) {
            tell(new Command.Able(router.name(), true));
        }
        return this;
    }

    /** One that has taken the role. */
    static LoopFixture active(RouterSettings... routers) {
        LoopFixture fixture = new LoopFixture().with(routers);
        fixture.run(Duration.ofSeconds(4));
        return fixture;
    }

    /** A round that waits for nothing. */
    void roundAtOnce() {
        network.end = network.now;
        loop.round();
    }

    /** Rounds for that long. */
    void run(Duration duration) {
        network.end = network.now + duration.toNanos();
        while (network.now - network.end < 0) {
            loop.round();
        }
    }

    /** The thread does not run for that long; then it comes round once. */
    void pause(Duration duration) {
        network.now += duration.toNanos();
        roundAtOnce();
    }

    void hear(int priority) {
        hear(51, priority, 255, Routers.VIP);
    }

    void hear(int id, int priority, int timeToLive, InetAddress... addresses) {
        VrrpPacket packet =
                AdvertisementRules.packet(Routers.config(id, 100, false, addresses), new Priority(priority));
        byte[] message = PacketWriter.write(packet, ChecksumForm.PSEUDO_HEADER, PEER, GROUP);
        network.packets.add(ReceivedPacket.of(message, PEER, GROUP, timeToLive));
    }

    RouterStatus status() {
        return loop.statuses().getFirst();
    }

    Role role() {
        return status().role();
    }

    /** Of each change of role so far. */
    List<Reason> reasons() {
        return notices.stream()
                .filter(VrrpNotice.RoleChanged.class::isInstance)
                .map(notice -> ((VrrpNotice.RoleChanged) notice).reason())
                .toList();
    }

    List<String> troubles() {
        return notices.stream()
                .filter(VrrpNotice.Trouble.class::isInstance)
                .map(notice -> ((VrrpNotice.Trouble) notice).what())
                .toList();
    }
}
