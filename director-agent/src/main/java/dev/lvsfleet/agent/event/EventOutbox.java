package dev.lvsfleet.agent.event;

import dev.lvsfleet.agent.outbox.BusOutbox;
import dev.lvsfleet.agent.outbox.BusSender;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/** Events on their way to the bus: the newest 1000 wait while it is away. Never blocks; thread-safe. */
public final class EventOutbox {

    public static final int CAPACITY = 1000;

    private static final Logger LOG = Logger.getLogger(EventOutbox.class);

    private final String node;
    private final InstantSource clock;
    private final BusOutbox outbox;

    /**
     * An empty outbox of this node.
     *
     * @param onDrop told of every event that is given up because too many wait
     */
    public EventOutbox(String node, InstantSource clock, BusSender sender, Runnable onDrop) {
        this.node = node;
        this.clock = clock;
        this.outbox = new BusOutbox(CAPACITY, sender, onDrop);
    }

    /** Logs it and sends it as soon as the bus takes it. */
    public void tell(Notice notice) {
        LOG.logf(level(notice.severity()), "%s: %s: %s", notice.kind(), notice.subject(), notice.message());
        outbox.offer(ContractJson.encode(new FleetEvent(
                FleetEvent.SCHEMA,
                node,
                clock.instant(),
                notice.kind(),
                notice.severity(),
                notice.subject(),
                notice.message())));
    }

    private static Logger.Level level(FleetEvent.Severity severity) {
        return switch (severity) {
            case INFO -> Logger.Level.INFO;
            case WARNING -> Logger.Level.WARN;
            case ERROR -> Logger.Level.ERROR;
        };
    }
}
