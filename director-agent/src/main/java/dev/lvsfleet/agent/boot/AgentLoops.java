package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.doctor.DoctorLoop;
import dev.lvsfleet.agent.failover.FailoverLoop;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import jakarta.inject.Singleton;

/** The loops of an agent, each with a thread of its own. */
@Singleton
record AgentLoops(BaselineLoop baseline, ReconcileLoop reconcile, FailoverLoop failover, DoctorLoop doctor) {}
