package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Track;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The virtual routers of this node, and what the agent tells of each. Used by one thread. */
final class Node {

    /** A new one each time would be bytes for each advertisement. */
    private static final Input TIMER_FIRED = new Input.TimerFired();

    private final Network network;
    private final Alarms alarms;
    private final InstantSource wallClock;
    private final AddressBook addresses;
    private final EffectShell shell;
    private final Surroundings surroundings;
    private final Roster roster = new Roster();
    private final Map<String, VirtualRouter> routers = new LinkedHashMap<>();
    private final Map<String, Boolean> able = new HashMap<>();
    private final Map<String, Map<String, Track>> tracks = new HashMap<>();
    private final Deque<Runnable> later = new ArrayDeque<>();

    Node(Network network, Alarms alarms, InstantSource wallClock, Consumer<VrrpNotice> notices) {
        this.network = network;
        this.alarms = alarms;
        this.wallClock = wallClock;
        this.addresses = new AddressBook(network);
        this.shell = new EffectShell(network, alarms, addresses, wallClock, notices, this::fault);
        this.surroundings = new Surroundings(network, alarms, addresses, shell, this::step);
    }

    Collection<VirtualRouter> routers() {
        return routers.values();
    }

    AddressBook addresses() {
        return addresses;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    /** The router's timer ran out. */
    private void ring(VirtualRouter router) {
        step(router, TIMER_FIRED);
    }

    /** Tells a router what happened, and does what follows. */
    void step(VirtualRouter router, Input input) {
        Role before = router.beat().role();
        long now = network.now();
        router.unit().step(router, input, now);
        if (input instanceof Input.Heard heard
                && before == Role.ACTIVE
                && router.state() instanceof State.Active active
                && router.isNewlyRivalled(active, new Tick(now))) {
            shell.rivalled(router, heard);
        }
        followUp();
    }

    private void stepAll(Unit unit, Input input) {
        unit.stepAll(input, network.now());
        followUp();
    }

    /**
     * From now on there are these. Those that go on keep their roles. An address that moves from one that is Active to
     * another is never off the interface: so those that go on come first, and what they give up is taken away after that.
     */
    void configure(VrrpSettings settings) {
        surroundings.readChanges();
        Roster.Difference difference = roster.difference(settings);
        shell.move(() -> difference.changed().forEach(this::change));
        followUp(); // only now: on leaving, addresses go before the last word
        difference.gone().forEach(this::dismiss);
        surroundings.readChanges(); // what was just given up is no leftover of the next one
        difference.come().forEach(this::appoint);
        able.keySet().retainAll(routers.keySet());
        tracks.keySet().retainAll(routers.keySet());
        surroundings.lookAgain();
    }

    /** Puts back what somebody took away from an Active, and obeys what came of that. */
    void restore() {
        surroundings.restore();
        followUp();
    }

    void able(String name, boolean value) {
        VirtualRouter router = routers.get(name);
        if (router != null) {
            able.put(name, value);
            step(router, new Input.Able(value));
        }
    }

    void track(String name, String thing, Track track) {
        VirtualRouter router = routers.get(name);
        if (router != null) {
            tracks.computeIfAbsent(name, _ -> new HashMap<>()).put(thing, track);
            step(router, new Input.Tracked(thing, track));
        }
    }

    /** A sync group gives all its roles. */
    void switchOver(String name) {
        VirtualRouter router = routers.get(name);
        if (router != null) {
            stepAll(router.unit(), new Input.SwitchOver());
        }
    }

    /** All leave, also when one of them cannot; then the first failure is thrown. */
    void stop() {
        List<Throwable> failures = new ArrayList<>();
        for (Unit unit : List.copyOf(roster.units())) {
            try {
                dismiss(unit);
            } catch (RuntimeException | Error failure) {
                failures.add(failure);
            }
        }
        switch (failures.isEmpty() ? null : failures.getFirst()) {
            case RuntimeException first -> throw first;
            case Error first -> throw first;
            case null, default -> {}
        }
    }

    private void dismiss(Unit unit) {
        stepAll(unit, new Input.Stop());
        roster.remove(unit);
        for (VirtualRouter router : unit.members()) {
            alarms.cancel(router.timer);
            alarms.cancel(router.recovery);
            router.fallSilent();
            router.gate().remove(router.settings().election().vrid());
            routers.remove(router.settings().name());
        }
        surroundings.closeIdleGates();
    }

    private void change(RouterSettings settings) {
        VirtualRouter router = routers.get(settings.name());
        if (router != null) {
            Config before = router.settings().election();
            boolean otherElection = !before.equals(settings.election());
            boolean otherLease = !router.settings().lease().equals(settings.lease());
            router.become(settings);
            router.unit().readSettings();
            hurry(router);
            surroundings.open(router.gate()); // it may be multicast now
            if (otherElection) {
                router.unit().step(router, new Input.Reconfigured(before), network.now());
            }
            if (otherLease && router.state() instanceof State.Active active) {
                shell.claim(router, active.held()); // a longer one is renewed later than the former one ends
            }
        }
    }

    /** What it is told now may be what it failed for want of. */
    private void hurry(VirtualRouter router) {
        long soon = network.now() + Probation.FIRST_REST;
        if (alarms.isSet(router.recovery) && soon - router.recovery.at < 0) {
            alarms.set(router.recovery, soon);
        }
    }

    private void appoint(List<RouterSettings> members) {
        List<VirtualRouter> made = new ArrayList<>();
        members.forEach(settings -> made.add(make(settings)));
        Unit unit = new Unit(made, shell);
        roster.add(unit);
        for (VirtualRouter router : made) {
            surroundings.removeLeftovers(router);
            surroundings.look(router);
            if (!router.gate().isUp()) {
                shell.trouble(router, ObstacleRules.link(router.settings()));
            }
            String name = router.settings().name();
            step(router, new Input.Able(able.getOrDefault(name, false)));
            tracks.getOrDefault(name, Map.of())
                    .forEach((thing, track) -> step(router, new Input.Tracked(thing, track)));
        }
        stepAll(unit, new Input.Start());
    }

    private VirtualRouter make(RouterSettings settings) {
        Gate gate = surroundings.gate(settings);
        VirtualRouter router = new VirtualRouter(
                settings,
                gate,
                wallClock.instant(),
                this::ring,
                this::recover,
                new PeerBook((peer, difference) -> shell.differs(settings.name(), peer, difference)));
        routers.put(settings.name(), router);
        gate.add(router);
        surroundings.open(gate);
        return router;
    }

    /** Once the step that found it is done, the router takes no part, and tries again later. */
    private void fault(VirtualRouter router, String what) {
        later.add(() -> {
            router.unit().leaves();
            if (routers.get(router.settings().name()) == router) {
                long now = network.now();
                long rest = router.probation.failed(what, router.settings().election(), now);
                alarms.set(router.recovery, now + rest);
                step(router, new Input.Tracked(what, new Track.Faults()));
            }
        });
    }

    private void recover(VirtualRouter router) {
        router.probation.tries(network.now());
        Map<String, Track> known = router.state().conditions().tracks();
        for (String what : EffectShell.FAULTS) {
            if (known.get(what) instanceof Track.Faults) {
                step(router, new Input.Tracked(what, new Track.Fine()));
            }
        }
    }

    private void followUp() {
        for (Runnable next = later.poll(); next != null; next = later.poll()) {
            next.run();
        }
    }
}
