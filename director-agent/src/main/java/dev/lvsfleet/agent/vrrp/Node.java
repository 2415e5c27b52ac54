package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.agent.vrrp.AddressBook.Place;
import dev.lvsfleet.vrrp.election.ActiveRules;
import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.Role;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.Track;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

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
    private Set<String> expected = Set.of();

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
     * another is never off the interface: so those that go on come first, and what they give up to others is taken away after
     * that. All is done that can be, also when something fails; then the first failure is thrown, and the same once more does
     * the rest.
     */
    void configure(VrrpSettings settings) {
        expected = settings.routers().stream().map(RouterSettings::name).collect(Collectors.toSet());
        surroundings.readChanges();
        Roster.Difference difference = roster.difference(settings);
        Failures failures = new Failures();
        failures.attempt(() -> shell.move(
                moving(difference.changed()),
                () -> difference.changed().forEach(changed -> failures.attempt(() -> change(changed)))));
        failures.attempt(this::followUp); // only now: on leaving, addresses go before the last word
        difference.gone().forEach(unit -> failures.attempt(() -> dismiss(unit)));
        failures.attempt(surroundings::readChanges); // what was just given up is no leftover of the next one
        difference.come().forEach(members -> failures.attempt(() -> appoint(members)));
        able.keySet().retainAll(expected);
        tracks.keySet().retainAll(expected);
        surroundings.lookAgain();
        failures.end();
    }

    /** What others here, that go on as Active, are about to claim. One that is about to give up claims nothing. */
    private Set<Place> moving(List<RouterSettings> changed) {
        Set<Place> moving = new HashSet<>();
        long now = network.now();
        for (RouterSettings settings : changed) {
            VirtualRouter router = routers.get(settings.name());
            if (router != null
                    && router.state() instanceof State.Active active
                    && !ActiveRules.hasStalled(
                            active.sentAt().nanos(), ActiveRules.patience(settings.election(), active), now)) {
                settings.election().addresses().stream()
                        .filter(address -> !active.held().contains(address))
                        .forEach(address -> moving.add(new Place(router.gate().index(), address)));
            }
        }
        return moving;
    }

    /** After a round that failed: what it may not have come to is made good from the states. */
    void resume() {
        Failures failures = new Failures();
        for (VirtualRouter router : routers.values()) {
            failures.attempt(() -> {
                shell.perform(router, VrrpMachine.timer(router.state()));
                if (isFaulty(router) && !alarms.isSet(router.recovery)) {
                    alarms.set(router.recovery, network.now() + Probation.FIRST_REST);
                }
            });
        }
        surroundings.lookAgain();
        failures.attempt(this::followUp);
        failures.end();
    }

    /** Puts back what somebody took away from an Active, and obeys what came of that. */
    void restore() {
        surroundings.restore();
        followUp();
    }

    /** One that there shall be, but could not be made yet, hears of it then. */
    void able(String name, boolean value) {
        VirtualRouter router = routers.get(name);
        if (expected.contains(name)) {
            able.put(name, value);
        }
        if (router != null) {
            step(router, new Input.Able(value));
        }
    }

    void track(String name, String thing, Track track) {
        VirtualRouter router = routers.get(name);
        if (expected.contains(name)) {
            tracks.computeIfAbsent(name, _ -> new HashMap<>()).put(thing, track);
        }
        if (router != null) {
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
        Failures failures = new Failures();
        List.copyOf(roster.units()).forEach(unit -> failures.attempt(() -> dismiss(unit)));
        failures.end();
    }

    /** Whatever its last step comes to, it is none of ours any more. */
    private void dismiss(Unit unit) {
        try {
            stepAll(unit, new Input.Stop());
        } finally {
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
            Failures failures = new Failures();
            failures.attempt(() -> surroundings.open(router.gate())); // it may be multicast now
            if (otherElection) {
                failures.attempt(() -> router.unit().step(router, new Input.Reconfigured(before), network.now()));
            }
            if (otherLease && router.state() instanceof State.Active active) {
                failures.attempt(() -> shell.claim(router, active.held())); // a longer one is renewed later
            }
            failures.end();
        }
    }

    /** What it is told now may be what it failed for want of. */
    private void hurry(VirtualRouter router) {
        long soon = network.now() + Probation.FIRST_REST;
        if (alarms.isSet(router.recovery) && soon - router.recovery.at < 0) {
            alarms.set(router.recovery, soon);
        }
    }

    /** They are told all that there is to tell, also when something of it fails. */
    private void appoint(List<RouterSettings> members) {
        List<VirtualRouter> made = members.stream().map(this::make).toList();
        Unit unit = new Unit(made, shell);
        roster.add(unit);
        for (VirtualRouter router : made) {
            routers.put(router.settings().name(), router);
            router.gate().add(router);
        }
        Failures failures = new Failures();
        for (VirtualRouter router : made) {
            failures.attempt(() -> show(router));
            String name = router.settings().name();
            failures.attempt(() -> step(router, new Input.Able(able.getOrDefault(name, false))));
            tracks.getOrDefault(name, Map.of())
                    .forEach((thing, track) -> failures.attempt(() -> step(router, new Input.Tracked(thing, track))));
        }
        failures.attempt(() -> stepAll(unit, new Input.Start()));
        failures.end();
    }

    private VirtualRouter make(RouterSettings settings) {
        return new VirtualRouter(
                settings,
                surroundings.gate(settings),
                wallClock.instant(),
                this::ring,
                this::recover,
                new PeerBook((peer, difference) -> shell.differs(settings.name(), peer, difference)));
    }

    /** Where it is. */
    private void show(VirtualRouter router) {
        surroundings.open(router.gate());
        surroundings.removeLeftovers(router);
        surroundings.look(router);
        if (!router.gate().isUp()) {
            shell.trouble(router, ObstacleRules.link(router.settings()));
        }
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

    private static boolean isFaulty(VirtualRouter router) {
        Map<String, Track> known = router.state().conditions().tracks();
        return EffectShell.FAULTS.stream().anyMatch(what -> known.get(what) instanceof Track.Faults);
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
