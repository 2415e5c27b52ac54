package dev.lvsfleet.agent.verdict;

import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts the verdicts that gave way to newer ones and tells the fleet of the first: a flood has thousands. Thread-safe. */
public final class ForgottenBell implements Runnable {

    private final Counter forgotten;
    private final EventOutbox events;
    private boolean told;

    public ForgottenBell(MeterRegistry registry, EventOutbox events) {
        this.forgotten = registry.counter("lvsfleet.agent.verdicts.forgotten");
        this.events = events;
    }

    @Override
    public void run() {
        forgotten.increment();
        synchronized (this) {
            if (told) {
                return;
            }
            told = true;
        }
        events.tell(new Notice(
                Kind.FINDING,
                Severity.WARNING,
                "verdicts",
                "More than " + VerdictBoard.MOST_OTHERS
                        + " targets have verdicts that nothing here is served by; those judged"
                        + " longest ago are forgotten, and count as up if a document names them. Who writes them?"));
    }
}
