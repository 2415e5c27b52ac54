package dev.lvsfleet.vrrp.simulation;

import dev.lvsfleet.vrrp.election.Config;
import dev.lvsfleet.vrrp.election.Input;
import dev.lvsfleet.vrrp.election.State;
import dev.lvsfleet.vrrp.election.Step;
import dev.lvsfleet.vrrp.election.Tick;

/** What the nodes run: the real machine, or one that is broken on purpose. */
interface Machine {

    Step step(Config config, State state, Input input, Tick now);
}
