package dev.lvsfleet.health.probe;

import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.judgement.Effect;
import dev.lvsfleet.health.judgement.Finding;
import dev.lvsfleet.health.judgement.HealthMachine;
import dev.lvsfleet.health.judgement.Input;
import dev.lvsfleet.health.judgement.State;
import dev.lvsfleet.health.judgement.Step;
import dev.lvsfleet.health.judgement.Tick;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntPredicate;
import org.jboss.logging.Logger;

/**
 * Watches the targets: asks each when it is due, lets the {@link HealthMachine} judge, and hands on what changed.
 *
 * <p>Every change happens on one event loop; {@link #watched()} and the methods that order a change may be called from
 * any thread. A target has at most one attempt under way.
 */
public final class ProbeLoop {

    private static final Logger LOG = Logger.getLogger(ProbeLoop.class);

    /** An attempt that starts this much after it was due counts as late. */
    private static final Duration LATE = Duration.ofMillis(100);

    /** How long the verdict of a target that is gone still stands, for the target that replaces it to take over. */
    static final Duration GRACE = Duration.ofSeconds(5);

    private final Vertx vertx;
    private final Context loop;
    private final ProbeClient client;
    private final Verdicts verdicts;
    private final ProbeGate gate;
    private final ProbeMeters meters;
    private final Map<String, Watched> targets = new ConcurrentHashMap<>();
    private final Departures departures = new Departures();
    private long generations;

    /**
     * A loop without targets.
     *
     * @param inFlight attempts at once; each holds a descriptor
     * @param waiting attempts that may wait for their turn; beyond it an attempt counts as blind
     */
    public ProbeLoop(Vertx vertx, Verdicts verdicts, MeterRegistry registry, int inFlight, int waiting) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.client = new ProbeClient(vertx);
        this.verdicts = verdicts;
        this.gate = new ProbeGate(inFlight, waiting);
        this.meters = new ProbeMeters(registry);
        meters.watch(gate::running, targets.values());
    }

    /**
     * Begins to probe a target; one already watched keeps its state, and its schedule too unless the check changed. One
     * never judged takes over the judgement of a target that asks the same, or is asked within a second.
     */
    public void watch(ProbeTarget target, int partition) {
        loop.runOnContext(ignored -> begin(target, partition));
    }

    /** Probes a target no more; its verdict is forgotten a few seconds later, unless it returns. */
    public void forget(String id, int partition) {
        loop.runOnContext(ignored -> end(id, partition));
    }

    /** Probes no more what came from these partitions. */
    public void forgetPartitions(IntPredicate partitions) {
        loop.runOnContext(ignored -> {
            targets.values().removeIf(watched -> partitions.test(watched.partition()));
            departures.forgetPartitions(partitions);
        });
    }

    /** Puts right what was presumed of targets that began before the standing verdicts were known. */
    public void recall() {
        loop.runOnContext(ignored -> watched().stream()
                .filter(watched -> watched.state() instanceof State.Presumed)
                .forEach(this::recall));
    }

    /** Every watched target as it is now, in no order. */
    public List<Watched> watched() {
        return List.copyOf(targets.values());
    }

    /** Runs on the event loop; whether it ever runs tells whether the loop is alive. */
    public void ping(Runnable answer) {
        loop.runOnContext(ignored -> answer.run());
    }

    private void begin(ProbeTarget target, int partition) {
        Watched known = targets.get(target.id());
        if (known != null && known.target().equals(target)) {
            targets.put(target.id(), known.on(partition));
            return;
        }
        generations += 1;
        boolean returned = departures.returned(target.id());
        Watched watched =
                known == null ? firstSight(target, partition, generations) : known.as(target, partition, generations);
        Duration interval = target.check().timing().interval();
        Duration soon = ProbePhase.soon(target.id(), interval);
        boolean judged = watched.state().verdict().isPresent();
        Optional<Watched> predecessor = judged ? Optional.empty() : predecessor(target);
        if (predecessor.isPresent()) {
            advance(watched, inherit(predecessor.orElseThrow(), soon));
        } else {
            advance(watched, new Input.Begin(judged && !returned ? ProbePhase.of(target.id(), interval) : soon));
        }
    }

    private void recall(Watched presumed) {
        ProbeTarget target = presumed.target();
        Duration soon = ProbePhase.soon(target.id(), target.check().timing().interval());
        generations += 1;
        Watched anew = presumed.as(target, presumed.partition(), generations);
        advance(anew, new Input.Recalled(verdicts.standing(target.id()), soon));
    }

    private Watched firstSight(ProbeTarget target, int partition, long generation) {
        State state = verdicts.recalled() ? State.resumedFrom(verdicts.standing(target.id())) : new State.Presumed(0);
        return new Watched(target, partition, generation, state, Instant.now(), Optional.empty(), now());
    }

    private Optional<Watched> predecessor(ProbeTarget target) {
        List<Watched> known = new ArrayList<>(targets.values());
        known.addAll(departures.last());
        return HandOverRules.predecessor(target, known);
    }

    private static Input inherit(Watched from, Duration phase) {
        String seen = from.last().map(last -> ": " + last.finding().evidence()).orElse("");
        return new Input.Inherit(from.state(), "as judged as " + from.target().id() + seen, phase);
    }

    private void end(String id, int partition) {
        generations += 1;
        long generation = generations;
        departures.add(id, partition, generation, Optional.ofNullable(targets.remove(id)));
        vertx.setTimer(GRACE.toMillis(), ignored -> {
            if (departures.over(id, generation)) {
                verdicts.forgotten(id);
            }
        });
    }

    private void advance(Watched watched, Input input) {
        Step step = HealthMachine.step(watched.target().check().timing(), watched.state(), input, now());
        Watched moved = watched.moved(step.next(), Instant.now());
        targets.put(moved.target().id(), moved);
        for (Effect effect : step.effects()) {
            switch (effect) {
                case Effect.ProbeAt(Tick due) -> schedule(moved.due(decided(watched, moved) ? placed(moved) : due));
                case Effect.Emit emit -> tell(moved, emit);
            }
        }
    }

    private void tell(Watched judged, Effect.Emit emit) {
        String id = judged.target().id();
        try {
            verdicts.changed(id, emit.health(), judged.since(), emit.evidence());
        } catch (RuntimeException e) {
            meters.untold();
            LOG.errorf(e, "Nobody was told that target %s is %s", id, emit.health());
        }
    }

    private static boolean decided(Watched before, Watched after) {
        return before.state() instanceof State.Unknown
                && after.state().verdict().isPresent()
                && after.last().isPresent();
    }

    /** First attempts come close together; the second goes to its place, or they would be a burst in every interval. */
    private static Tick placed(Watched watched) {
        ProbeTarget target = watched.target();
        return now().plus(ProbePhase.of(target.id(), target.check().timing().interval()));
    }

    private void schedule(Watched watched) {
        targets.put(watched.target().id(), watched);
        long delay = Math.max(1, watched.nextProbe().since(now()).toMillis());
        vertx.setTimer(delay, ignored -> current(watched).ifPresent(this::queue));
    }

    private void queue(Watched watched) {
        if (!gate.enter(() -> probe(watched))) {
            meters.crowdedOut();
            conclude(watched, new Finding.Blind("too many probes are waiting"), Duration.ZERO);
        }
    }

    private void probe(Watched watched) {
        if (current(watched).isEmpty()) {
            // Not at once: a whole line of forgotten targets would leave one inside the other.
            loop.runOnContext(ignored -> gate.leave());
            return;
        }
        Tick begun = now();
        if (begun.since(watched.nextProbe()).compareTo(LATE) > 0) {
            meters.late();
        }
        client.ask(watched.target()).onSuccess(finding -> {
            gate.leave();
            conclude(watched, finding, now().since(begun));
        });
    }

    private void conclude(Watched asked, Finding finding, Duration took) {
        meters.ended(finding, took);
        current(asked).ifPresent(watched -> {
            Watched wiser = watched.saw(new Watched.LastProbe(Instant.now(), finding, took));
            advance(wiser, new Input.Found(finding));
        });
    }

    /** The target as it is now, unless it has been forgotten or replaced since. */
    private Optional<Watched> current(Watched then) {
        return Optional.ofNullable(targets.get(then.target().id()))
                .filter(now -> now.generation() == then.generation());
    }

    private static Tick now() {
        return new Tick(System.nanoTime());
    }
}
