package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.AdvertisementRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.TimingRules;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.packet.Acceptance;
import dev.lvsfleet.vrrp.packet.AcceptanceRules;
import dev.lvsfleet.vrrp.packet.Arrival;
import dev.lvsfleet.vrrp.packet.ChecksumForm;
import dev.lvsfleet.vrrp.packet.PacketWriter;
import dev.lvsfleet.vrrp.packet.Parsed;
import dev.lvsfleet.vrrp.packet.VrrpPacket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A host: a machine, a clock of its own, the addresses it holds, and a client beside it that learns where they are. */
final class Node {

    private static final InetAddress GROUP = InetAddress.ofLiteral("224.0.0.18");
    private static final InetAddress GROUP_SIX = InetAddress.ofLiteral("ff02::12");
    private static final int SOCKET_BUFFER = 64;

    final int id;
    Config config;
    final Set<InetAddress> held = new HashSet<>();
    final List<Long> activeSince = new ArrayList<>();
    State state = State.BEGINNING;
    boolean alive;
    boolean able = true;
    boolean linkDown;
    boolean faulted;
    boolean paused;
    int neighbour = -1;
    long sentAt;
    long announcedAt;

    private final World world;
    private final Machine machine;
    private final double rate;
    private final long offset;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private boolean timerWaits;
    private long timer;

    Node(World world, int id, Config config, Machine machine, double rate) {
        this.world = world;
        this.id = id;
        this.config = config;
        this.machine = machine;
        this.rate = rate;
        this.offset = world.random.nextLong();
    }

    boolean isActive() {
        return alive && state instanceof State.Active;
    }

    boolean isEligible() {
        return alive && able && !isOut();
    }

    private boolean isOut() {
        return linkDown || faulted;
    }

    void boot() {
        if (alive) {
            return;
        }
        alive = true;
        paused = false;
        linkDown = false;
        faulted = false;
        waiting.clear();
        state = State.BEGINNING;
        world.note(this, "boots");
        step(new Input.Link(true));
        step(new Input.Able(able));
        step(new Input.Start());
    }

    /** The host is gone, and its addresses with it. */
    void crash() {
        world.note(this, "crashes");
        alive = false;
        timer++;
        held.clear();
    }

    void pauseFor(long duration) {
        paused = true;
        world.note(this, "pauses");
        world.at(world.now() + duration, this::resume);
    }

    void tell(Input input) {
        if (!alive) {
            return;
        }
        switch (input) {
            case Input.Able(boolean value) -> able = value;
            case Input.Link(boolean up) -> linkDown = !up;
            case Input.Tracked(var _, var track) -> faulted = track instanceof Track.Faults;
            default -> {}
        }
        whenAwake(() -> step(input));
    }

    /** The operator changes the addresses, on this node only. */
    void edit(List<InetAddress> addresses) {
        Runnable edit = () -> {
            Config before = config;
            config = RandomGroup.with(before, addresses);
            step(new Input.Reconfigured(before));
        };
        if (alive) {
            whenAwake(edit);
        } else {
            edit.run();
        }
    }

    private void resume() {
        if (!paused) {
            return;
        }
        paused = false;
        boolean replaced = isActive() && local(world.now()) - local(sentAt) > patience();
        State before = state;
        int changes = world.changes();
        while (!waiting.isEmpty()) {
            waiting.remove().run();
        }
        if (timerWaits) {
            timerWaits = false;
            step(new Input.TimerFired());
        }
        if (replaced && alive && before instanceof State.Active && changes == world.changes()) {
            world.find(Finding.Kind.ROLE_KEPT_OVER_A_PAUSE, "node " + id);
        }
    }

    private long patience() {
        return TimingRules.patience(config, config.interval()).toNanos();
    }

    private void whenAwake(Runnable what) {
        if (!paused) {
            what.run();
        } else if (waiting.size() < SOCKET_BUFFER) {
            waiting.add(what);
        }
    }

    private void receive(byte[] message, InetAddress source) {
        if (!alive) {
            return;
        }
        Arrival arrival = new Arrival(source, group(), VrrpPacket.TIME_TO_LIVE);
        whenAwake(() -> {
            Parsed parsed = AcceptanceRules.judge(acceptance(), message, arrival);
            if (parsed instanceof Parsed.Valid(VrrpPacket packet, var _)) {
                step(new Input.Heard(packet, source));
            }
        });
    }

    private Acceptance acceptance() {
        return Acceptance.fromAnybody(AdvertisementRules.packet(config, config.priority()), config.source());
    }

    private void step(Input input) {
        if (!alive) {
            return;
        }
        Step step = machine.step(config, state, input, new Tick(local(world.now())));
        state = step.next();
        step.effects().forEach(this::perform);
        check();
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.SendAdvertisement(VrrpPacket packet) -> send(packet);
            case Effect.ClaimAddresses(var addresses) -> held.addAll(addresses);
            case Effect.ReleaseAddresses(var addresses) -> addresses.forEach(held::remove);
            case Effect.Announce(var _, int times) -> announce(times);
            case Effect.SetTimer(Tick at) -> setTimer(at);
            case Effect.CancelTimer _ -> timer++;
            case Effect.RoleChanged(var from, var to, var reason) -> {
                if (state instanceof State.Active) {
                    activeSince.add(world.now());
                }
                world.changed(this, from + " to " + to + ": " + reason);
            }
        }
    }

    private void send(VrrpPacket packet) {
        sentAt = world.now();
        byte[] message = PacketWriter.write(packet, ChecksumForm.PSEUDO_HEADER, config.source(), group());
        world.broadcast(this, to -> to.receive(message, config.source()));
    }

    private void announce(int times) {
        announcedAt = world.now();
        neighbour = id;
        for (int i = 0; i < times; i++) {
            world.broadcast(this, to -> to.neighbour = id);
        }
    }

    private void setTimer(Tick at) {
        long generation = ++timer;
        long trueTime = world.now() + Math.max(0, (long) Math.ceil((at.nanos() - local(world.now())) / rate));
        world.at(trueTime, () -> {
            if (generation == timer && alive) {
                if (paused) {
                    timerWaits = true;
                } else {
                    step(new Input.TimerFired());
                }
            }
        });
    }

    private void check() {
        boolean active = state instanceof State.Active;
        if (active && !held.equals(Set.copyOf(config.addresses()))) {
            world.find(Finding.Kind.ROLE_WITHOUT_ADDRESSES, "node " + id);
        }
        if (!active && !held.isEmpty()) {
            world.find(Finding.Kind.HELD_WITHOUT_ROLE, "node " + id);
        }
        if (active && !able && !paused && waiting.isEmpty()) {
            world.find(Finding.Kind.ACTIVE_THOUGH_UNABLE, "node " + id);
        }
        if (active && isOut() && !paused && waiting.isEmpty()) {
            world.find(Finding.Kind.ACTIVE_THOUGH_OUT, "node " + id);
        }
    }

    private InetAddress group() {
        return config.source() instanceof Inet4Address ? GROUP : GROUP_SIX;
    }

    private long local(long trueTime) {
        return offset + (long) (trueTime * rate);
    }
}
