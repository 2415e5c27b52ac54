package dev.lvsfleet.health.targets;

import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.FleetEvent;
import dev.lvsfleet.contract.MalformedRecordException;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.health.HealthSettings;
import dev.lvsfleet.health.probe.ProbeLoop;
import dev.lvsfleet.health.verdict.EventOutbox;
import dev.lvsfleet.health.verdict.VerdictMemory;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes the targets off the bus: each starts a probe, replaces its check, or, as a tombstone, ends it.
 *
 * <p>A record that cannot be understood is parked and reported, and the next one is taken.
 */
@Singleton
public final class TargetInbox {

    private static final Logger LOG = Logger.getLogger(TargetInbox.class);

    private final ProbeLoop loop;
    private final TargetPartitions partitions;
    private final VerdictMemory memory;
    private final EventOutbox events;
    private final Optional<ParkedRecordStore> store;
    private final Counter parked;

    TargetInbox(
            ProbeLoop loop,
            @Identifier("target-partitions") TargetPartitions partitions,
            VerdictMemory memory,
            EventOutbox events,
            HealthSettings settings,
            MeterRegistry registry) {
        this.loop = loop;
        this.partitions = partitions;
        this.memory = memory;
        this.events = events;
        this.store = settings.stateDir().map(ParkedRecordStore::new);
        this.parked = registry.counter("lvsfleet.health.records.parked");
    }

    /** Waits, within bounds, until the standing verdicts are known: a target must not start from nothing after a restart. */
    @Incoming("probe-targets")
    Uni<@Nullable Void> receive(ConsumerRecord<byte[], byte @Nullable []> message) {
        return memory.awaitRecalled().invoke(() -> take(message));
    }

    private void take(ConsumerRecord<byte[], byte @Nullable []> message) {
        if (!partitions.owns(message.partition())) {
            return;
        }
        try {
            apply(message);
        } catch (MalformedRecordException e) {
            park(message, e.getMessage());
        } catch (RuntimeException e) {
            LOG.errorf(e, "Could not take offset %d of partition %d", message.offset(), message.partition());
            park(message, e.toString());
        }
    }

    private void apply(ConsumerRecord<byte[], byte @Nullable []> message) throws MalformedRecordException {
        if (message.key() == null) {
            throw new MalformedRecordException("Not a ProbeTarget: the record has no key");
        }
        String key = new String(message.key(), StandardCharsets.UTF_8);
        byte[] value = message.value();
        if (value == null) {
            loop.forget(key, message.partition());
            return;
        }
        ProbeTarget target = ContractJson.decode(value, ProbeTarget.class, ProbeTarget.SCHEMA);
        Optional<String> fault = TargetRules.fault(key, target);
        if (fault.isPresent()) {
            throw new MalformedRecordException("A ProbeTarget that cannot be probed: " + fault.orElseThrow());
        }
        loop.watch(target, message.partition());
    }

    private void park(ConsumerRecord<byte[], byte @Nullable []> message, @Nullable String reason) {
        parked.increment();
        String where = "offset " + message.offset() + " of partition " + message.partition();
        LOG.warnf("Parked %s of %s: %s", where, message.topic(), reason);
        events.report(
                FleetEvent.Kind.RECORD_PARKED,
                FleetEvent.Severity.WARNING,
                message.topic(),
                "The record at " + where + " was parked and changes nothing: " + reason);
        store.ifPresent(directory -> keep(directory, message));
    }

    private static void keep(ParkedRecordStore directory, ConsumerRecord<byte[], byte @Nullable []> message) {
        byte[] value = message.value();
        try {
            directory.park(message.partition(), message.offset(), value == null ? new byte[0] : value);
        } catch (IOException e) {
            LOG.warnf("Could not keep the parked record: %s", e);
        }
    }
}
