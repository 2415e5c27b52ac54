package dev.lvsfleet.agent.report;

import dev.lvsfleet.agent.outbox.BusOutbox;
import dev.lvsfleet.agent.outbox.BusSender;
import dev.lvsfleet.contract.ApplyReport;
import dev.lvsfleet.contract.ContractJson;

/** The newest report on its way to the bus; one that a newer one overtakes while the bus is away is not sent. Thread-safe. */
public final class ReportOutbox {

    private final BusOutbox outbox;

    public ReportOutbox(BusSender sender) {
        this.outbox = new BusOutbox(1, sender, () -> {});
    }

    public void send(ApplyReport report) {
        outbox.offer(ContractJson.encode(report));
    }

    /** Whether the newest attempt to deliver a report succeeded. */
    public boolean isDelivering() {
        return outbox.isDelivering();
    }
}
