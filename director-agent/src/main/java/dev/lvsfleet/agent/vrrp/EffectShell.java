package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.linux.raw.AnnouncementCodec;
import dev.lvsfleet.linux.rtnetlink.MacAddress;
import dev.lvsfleet.linux.sys.Errno;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Reason;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Does what the machine says, in its order, and tells what could not be done. Used by one thread. */
final class EffectShell implements Unit.Performer {

    /** Names of what is tracked here: what the node cannot do. */
    static final String SENDING = "sending";

    static final String ADDRESSES = "addresses";
    static final List<String> FAULTS = List.of(SENDING, ADDRESSES);

    private final Network network;
    private final Alarms alarms;
    private final AddressBook addresses;
    private final InstantSource wallClock;
    private final Consumer<VrrpNotice> notices;
    private final BiConsumer<VirtualRouter, String> fault;

    /** @param fault takes the router and the name of what it cannot do; not to be obeyed before the step is done */
    EffectShell(
            Network network,
            Alarms alarms,
            AddressBook addresses,
            InstantSource wallClock,
            Consumer<VrrpNotice> notices,
            BiConsumer<VirtualRouter, String> fault) {
        this.network = network;
        this.alarms = alarms;
        this.addresses = addresses;
        this.wallClock = wallClock;
        this.notices = notices;
        this.fault = fault;
    }

    @Override
    public void perform(VirtualRouter router, Effect effect) {
        switch (effect) {
            case Effect.SendAdvertisement(VrrpPacket packet) -> say(router, packet);
            case Effect.SetTimer(Tick at) -> alarms.set(router.timer, at.nanos());
            case Effect.CancelTimer _ -> alarms.cancel(router.timer);
            case Effect.ClaimAddresses(List<InetAddress> claimed) -> claim(router, claimed);
            case Effect.ReleaseAddresses(List<InetAddress> released) -> release(router, released);
            case Effect.Announce(List<InetAddress> announced, int times) -> announce(router, announced, times);
            case Effect.RoleChanged(Role from, Role to, Reason reason) -> changed(router, from, to, reason);
        }
    }

    /** An Active says again what it said; it and a Backup wait anew. */
    @Override
    public void repeat(VirtualRouter router) {
        try {
            if (router.beat().isAdvertising()) {
                send(router, router.beat().word());
            }
        } finally {
            alarms.set(router.timer, router.beat().timerAt());
        }
    }

    /**
     * Who is about to leave claims nothing any more, and one of whose role nobody can know has nothing to take back: a last
     * word from nowhere would only make other Backups hurry.
     */
    private void say(VirtualRouter router, VrrpPacket packet) {
        if (packet.priority().isLeaving()) {
            if (router.isNoticed()) {
                router.send(packet, network.now());
            }
            return;
        }
        proveAddresses(router);
        if (!router.unit().isCondemned()) {
            send(router, packet);
        }
    }

    /**
     * On trial for its addresses, a router holds them before it says a word, or the Active would step down for one that cannot
     * serve. What follows holds them again, which costs nothing.
     */
    private void proveAddresses(VirtualRouter router) {
        if (router.isClaiming()
                && router.probation.isOn(ADDRESSES, router.settings().election(), network.now())
                && router.state() instanceof State.Active active) {
            claim(router, active.held());
        }
    }

    /**
     * An Active that its peers cannot hear is none; after as long as they wait one of them holds the addresses. On trial the
     * first refusal is enough.
     */
    private void send(VirtualRouter router, VrrpPacket packet) {
        long now = network.now();
        if (router.send(packet, now)) {
            return;
        }
        Config election = router.settings().election();
        Duration silence = router.silence(now);
        if (router.probation.isOn(election, now)) {
            condemn(router, SENDING, "nothing can be sent still: " + router.refusal());
        } else if (silence.compareTo(TimingRules.patience(election, election.interval())) > 0) {
            condemn(router, SENDING, "nothing could be sent for " + silence.toMillis() + " ms: " + router.refusal());
        }
    }

    private void condemn(VirtualRouter router, String what, String why) {
        router.forgetSilence();
        router.unit().condemn();
        trouble(router, why);
        fault.accept(router, what);
    }

    void claim(VirtualRouter router, List<InetAddress> claimed) {
        if (router.unit().isCondemned()) {
            return;
        }
        try {
            addresses.claim(router, router.gate().index(), claimed);
        } catch (RuntimeException refusal) {
            condemn(
                    router,
                    ADDRESSES,
                    "the addresses could not be put on " + router.gate().interfaceName() + ": " + refusal.getMessage());
        }
    }

    private void release(VirtualRouter router, List<InetAddress> released) {
        try {
            addresses.release(router, released);
        } catch (RuntimeException refusal) {
            trouble(
                    router,
                    "the addresses could not be taken off " + router.gate().interfaceName()
                            + ", and go when their lease ends: " + refusal.getMessage());
        }
    }

    /** Does steps in which these may move from one router to another: they are put before they are taken. */
    void move(Set<AddressBook.Place> moving, Runnable steps) {
        addresses.move(moving);
        try {
            steps.run();
        } finally {
            try {
                addresses.settle();
            } catch (RuntimeException refusal) {
                trouble("addresses could not be taken away, and go when their lease ends: " + refusal.getMessage());
            }
        }
    }

    /** The last of a burst over IPv4 is said as an answer, too. */
    void announce(VirtualRouter router, List<InetAddress> announced, int times) {
        Gate gate = router.gate();
        Optional<MacAddress> hardware = gate.hardware();
        if (hardware.isEmpty() || router.unit().isCondemned()) {
            return; // a link without them needs no announcement
        }
        router.announced();
        List<byte[]> frames = new ArrayList<>();
        announced.forEach(
                address -> frames.add(AnnouncementCodec.announcement(hardware.get(), address, gate.forwards())));
        for (int i = 0; i < times; i++) {
            frames.forEach(frame -> transmit(router, gate.index(), frame));
        }
        if (times > 1) {
            announced.stream()
                    .filter(Inet4Address.class::isInstance)
                    .forEach(address ->
                            transmit(router, gate.index(), AnnouncementCodec.unaskedReply(hardware.get(), address)));
        }
    }

    private void transmit(VirtualRouter router, int index, byte[] frame) {
        Errno result = network.send(index, frame);
        if (!result.equals(Errno.NONE)) {
            router.counters.add(Counters.Count.NOT_ANNOUNCED);
        }
    }

    private void changed(VirtualRouter router, Role from, Role to, Reason reason) {
        Instant at = wallClock.instant();
        long now = network.now();
        Optional<Duration> takeover = router.changed(to, reason, at, now);
        if (from == Role.INITIALIZE) {
            router.probation.tries(now);
        }
        if (to == Role.ACTIVE && !router.unit().isCondemned()) {
            router.probation.proved(now);
        }
        notices.accept(new VrrpNotice.RoleChanged(at, router.settings().name(), from, to, reason, takeover));
    }

    void rivalled(VirtualRouter router, Input.Heard heard) {
        notices.accept(new VrrpNotice.Rivalled(
                wallClock.instant(),
                router.settings().name(),
                heard.source(),
                heard.packet().priority().value()));
    }

    void differs(String router, InetAddress peer, PeerNews news) {
        notices.accept(new VrrpNotice.PeerDiffers(wallClock.instant(), router, peer, news));
    }

    void restored(VirtualRouter router, InetAddress address) {
        notices.accept(new VrrpNotice.Restored(
                wallClock.instant(),
                router.settings().name(),
                address,
                router.gate().interfaceName()));
    }

    void trouble(VirtualRouter router, String what) {
        notices.accept(new VrrpNotice.Trouble(
                wallClock.instant(), Optional.of(router.settings().name()), what));
    }

    /** Of all virtual routers. */
    void trouble(String what) {
        notices.accept(new VrrpNotice.Trouble(wallClock.instant(), Optional.empty(), what));
    }
}
