package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Effect;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;
import dev.lvsfleet.vrrp.election.VrrpMachine;
import dev.lvsfleet.vrrp.steady.SteadyBeat;
import java.util.List;
import java.util.Random;

/** One node's machine with the steady beats, as a shell runs it, and the machine alone beside it: each step must be the same. */
public final class WithBeats implements Machine {

    private final Counts counts;
    private SteadyBeat beat = new SteadyBeat(RandomGroup.any(new Random(0)).getFirst());
    private State alone = State.BEGINNING;

    WithBeats(Counts counts) {
        this.counts = counts;
    }

    /** How often which way was gone, so that a test can say that both were. */
    public static final class Counts {
        public long advertised;
        public long heard;
        long stepped;

        @Override
        public String toString() {
            return advertised + " advertisements sent and " + heard + " heard by a beat, " + stepped + " other steps";
        }
    }

    /** @param state where a node begins; after that it is kept here */
    @Override
    public Step step(Config config, State state, Input input, Tick now) {
        if (state.equals(State.BEGINNING)) {
            beat = new SteadyBeat(config);
            alone = state;
        }
        Step wanted = VrrpMachine.step(config, alone, input, now);
        List<Effect> effects = effects(config, input, now);
        same(wanted.effects(), effects, input, now);
        alone = wanted.next();
        return new Step(alone, effects);
    }

    /** Brings it up to the present, which must be where the machine alone is. */
    void catchUp() {
        same(alone, beat.state(), new Input.TimerFired(), new Tick(0));
    }

    private List<Effect> effects(Config config, Input input, Tick now) {
        if (beat.take(input, now.nanos())) {
            return repeated(beat, counts);
        }
        counts.stepped++;
        catchUp();
        Step step = VrrpMachine.step(config, beat.state(), input, now);
        beat.moved(config, step.next());
        beat.movedBy(input);
        return step.effects();
    }

    /** What a shell does of a beat that was taken, as effects. */
    public static List<Effect> repeated(SteadyBeat beat, Counts counts) {
        Effect timer = new Effect.SetTimer(new Tick(beat.timerAt()));
        if (beat.isAdvertising()) {
            counts.advertised++;
            return List.of(new Effect.SendAdvertisement(beat.word()), timer);
        }
        counts.heard++;
        return List.of(timer);
    }

    private void same(Object wanted, Object got, Input input, Tick now) {
        if (!wanted.equals(got)) {
            throw new AssertionError("the machine alone and the one with beats part at " + input + ", " + now
                    + ", from " + alone + ":\nalone      " + wanted + "\nwith beats " + got);
        }
    }
}
