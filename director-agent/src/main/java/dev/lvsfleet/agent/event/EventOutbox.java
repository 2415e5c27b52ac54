package dev.lvsfleet.agent.event;

import dev.lvsfleet.agent.outbox.BusOutbox;
import dev.lvsfleet.agent.outbox.BusSender;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Events on their way to the bus: the newest 1000 wait while it is away, none of them longer than a screenful, for a stranger's
 * text may be in them. Never blocks; thread-safe.
 */
public final class EventOutbox {

    public static final int CAPACITY = 1000;
    /** In characters, of the message and of the subject each: what the control plane keeps of a record's fault. */
    static final int LONGEST_TEXT = 1000;

    private static final Logger LOG = Logger.getLogger(EventOutbox.class);

    private final String node;
    private final InstantSource clock;
    private final BusOutbox outbox;

    /**
     * An empty outbox of this node.
     *
     * @param onDrop told of every event that is given up, because too many wait or because the bus can never take it
     */
    public EventOutbox(String node, InstantSource clock, BusSender sender, Runnable onDrop) {
        this.node = node;
        this.clock = clock;
        this.outbox = new BusOutbox(CAPACITY, sender, new BusOutbox.Losses(onDrop, _ -> onDrop.run()));
    }

    /** Logs it and sends it as soon as the bus takes it. */
    public void tell(Notice notice) {
        String subject = bounded(notice.subject());
        String message = bounded(notice.message());
        LOG.logf(level(notice.severity()), "%s: %s: %s", notice.kind(), subject, message);
        outbox.offer(ContractJson.encode(new FleetEvent(
                FleetEvent.SCHEMA, node, clock.instant(), notice.kind(), notice.severity(), subject, message)));
    }

    /** As much as may be told, without halves of surrogate pairs: JSON has no words for those. */
    private static String bounded(String text) {
        String cut = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT - 1) + "…" : text;
        return new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Logger.Level level(FleetEvent.Severity severity) {
        return switch (severity) {
            case INFO -> Logger.Level.INFO;
            case WARNING -> Logger.Level.WARN;
            case ERROR -> Logger.Level.ERROR;
        };
    }
}
