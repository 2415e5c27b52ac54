package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.servicestate.StateShell;
import dev.lvsfleet.agent.traffic.TrafficBoard;
import jakarta.inject.Singleton;

/** Those who are shown the table after each pass. */
@Singleton
record Onlookers(TrafficBoard traffic, StateShell states, FailoverLoop failover) {

    void seen(TableView view) {
        traffic.seen(view);
        states.seen(view);
        failover.seen(view);
    }
}
