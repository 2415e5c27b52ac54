package dev.lvsfleet.agent.boot;

import dev.lvsfleet.agent.baseline.BaselineLoop;
import dev.lvsfleet.agent.baseline.LeaveGuard;
import dev.lvsfleet.agent.baseline.Node;
import dev.lvsfleet.agent.baseline.NodeClient;
import dev.lvsfleet.agent.baseline.PreparationListener;
import dev.lvsfleet.agent.baseline.RealServerOutbox;
import dev.lvsfleet.agent.baseline.TableGuard;
import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.AdmissionRules;
import dev.lvsfleet.agent.desired.LastGoodStore;
import dev.lvsfleet.agent.doctor.DoctorLoop;
import dev.lvsfleet.agent.doctor.NodeProbe;
import dev.lvsfleet.agent.doctor.NodeProbeClient;
import dev.lvsfleet.agent.event.EventOutbox;
import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.outbox.BusSender;
import dev.lvsfleet.agent.parked.ParkedRecordStore;
import dev.lvsfleet.agent.reconcile.Kernel;
import dev.lvsfleet.agent.reconcile.KernelClient;
import dev.lvsfleet.agent.reconcile.KernelGlance;
import dev.lvsfleet.agent.reconcile.ReconcileLoop;
import dev.lvsfleet.agent.reconcile.Remembered;
import dev.lvsfleet.agent.report.ReportOutbox;
import dev.lvsfleet.agent.servicestate.StateOutbox;
import dev.lvsfleet.agent.servicestate.StateShell;
import dev.lvsfleet.agent.status.AgentMetrics;
import dev.lvsfleet.agent.status.PreparationMeter;
import dev.lvsfleet.agent.traffic.TrafficBoard;
import dev.lvsfleet.agent.traffic.TrafficCollector;
import dev.lvsfleet.agent.verdict.ForgottenBell;
import dev.lvsfleet.agent.verdict.VerdictBoard;
import dev.lvsfleet.agent.verdict.VerdictSink;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.NodePartition;
import dev.lvsfleet.contract.NodeRole;
import dev.lvsfleet.contract.Topic;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.ipvs.IpvsClient;
import dev.lvsfleet.linux.rtnetlink.AddressClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.arc.DefaultBean;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jspecify.annotations.Nullable;

/** Makes the agent's parts and joins them; everything else takes what it needs in its constructor. */
@Dependent
class AgentWiring {

    @Produces
    @Singleton
    InstantSource clock() {
        return InstantSource.system();
    }

    @Produces
    @Singleton
    AgentSettings settings(AgentConfig config) {
        return AgentSettings.of(config);
    }

    @Produces
    @Singleton
    AdmissionRules.Recipient recipient(AgentSettings settings) {
        return new AdmissionRules.Recipient(
                settings.node(), settings.site(), new DocumentVerifier(settings.trustedKeys()), settings.role());
    }

    @Produces
    @Singleton
    EventOutbox events(
            AgentSettings settings,
            InstantSource clock,
            @Channel("events") Instance<MutinyEmitter<byte[]>> emitter,
            AgentMetrics metrics) {
        return new EventOutbox(settings.node(), clock, sender(emitter, settings.node()), metrics::eventDropped);
    }

    @Produces
    @Singleton
    ReportOutbox reports(
            AgentSettings settings,
            @Channel("apply-reports") Instance<MutinyEmitter<byte[]>> emitter,
            EventOutbox events,
            AgentMetrics metrics) {
        return new ReportOutbox(sender(emitter, settings.node()), why -> {
            metrics.reportDropped();
            events.tell(new Notice(Kind.FINDING, Severity.ERROR, "apply-reports", why));
        });
    }

    /** Looks the emitter up when it sends: the loop starts before the channels exist, and does not wait for them. */
    private static BusSender sender(Instance<MutinyEmitter<byte[]>> emitter, String key) {
        return content -> emitter.get()
                .sendMessage(Message.of(content)
                        .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                .withKey(key)
                                .build()))
                .subscribeAsCompletionStage();
    }

    @Produces
    @Singleton
    ParkedRecordStore parked(AgentSettings settings) {
        return new ParkedRecordStore(settings.stateDirectory());
    }

    @Produces
    @Singleton
    @DefaultBean
    Kernel kernel() {
        return new KernelClient(IpvsClient::open, AddressClient::open);
    }

    /** With sockets of its own for each look: the loop's are the loop's. */
    @Produces
    @Singleton
    @DefaultBean
    KernelGlance glance() {
        return () -> {
            try (Kernel kernel = new KernelClient(IpvsClient::open, AddressClient::open)) {
                return kernel.observe().observation();
            }
        };
    }

    @Produces
    @Singleton
    @DefaultBean
    Node node(AgentSettings settings) {
        return new NodeClient(settings.modulesLoadDirectory());
    }

    @Produces
    @Singleton
    @DefaultBean
    NodeProbe probe(AgentSettings settings) {
        return new NodeProbeClient(settings.modulesLoadDirectory());
    }

    @Produces
    @Singleton
    DoctorLoop doctor(
            AgentSettings settings,
            NodeProbe probe,
            Remembered remembered,
            ReportOutbox reports,
            EventOutbox events,
            AgentMetrics metrics,
            InstantSource clock) {
        return new DoctorLoop(
                new DoctorLoop.Settings(settings.doctorInterval(), settings.leaving()),
                probe,
                remembered.document().map(AcceptedDocument::state),
                new DoctorLoop.Audience(reports, events, metrics::examined),
                clock);
    }

    @Produces
    @Singleton
    PreparationListener preparations(
            AgentSettings settings, Remembered remembered, ReportOutbox reports, AgentMetrics metrics) {
        PreparationListener listener = settings.role() == NodeRole.REAL_SERVER
                ? new RealServerOutbox(
                        settings.node(), new LastGoodStore(settings.stateDirectory()), reports, remembered.document())
                : PreparationListener.NOBODY;
        return new PreparationMeter(metrics, isAlone(settings), listener);
    }

    /** Whether no reconcile loop runs on this node. */
    private static boolean isAlone(AgentSettings settings) {
        return settings.role() == NodeRole.REAL_SERVER || settings.leaving();
    }

    @Produces
    @Singleton
    LeaveGuard guard(AgentSettings settings, KernelGlance glance, Remembered remembered) {
        return settings.role() == NodeRole.REAL_SERVER ? LeaveGuard.NONE : new TableGuard(glance, remembered.owned());
    }

    @Produces
    @Singleton
    BaselineLoop baseline(
            AgentSettings settings,
            Node node,
            Remembered remembered,
            EventOutbox events,
            PreparationListener listener,
            InstantSource clock,
            LeaveGuard guard) {
        return new BaselineLoop(
                new BaselineLoop.Settings(
                        settings.stateDirectory(), settings.resyncInterval(), settings.leaving(), isAlone(settings)),
                node,
                remembered,
                events,
                listener,
                clock,
                guard);
    }

    @Produces
    @Singleton
    Remembered remembered(
            AgentSettings settings, AdmissionRules.Recipient recipient, EventOutbox events, InstantSource clock) {
        return new RememberedStore(settings.stateDirectory(), recipient, events, clock).read();
    }

    @Produces
    @Singleton
    AdmissionRules.Known known(Remembered remembered) {
        return new AdmissionRules.Known(remembered.document(), 0);
    }

    @Produces
    @Singleton
    VerdictBoard board(Remembered remembered, MeterRegistry registry, EventOutbox events) {
        VerdictBoard board = new VerdictBoard(VerdictBoard.MOST_OTHERS, new ForgottenBell(registry, events));
        remembered.document().map(AcceptedDocument::state).ifPresent(board::serves);
        board.restore(remembered.verdicts());
        return board;
    }

    @Produces
    @Singleton
    @SuppressWarnings("deprecation") // the registry of Quarkus is the older of Micrometer's two
    TrafficBoard traffic(AgentSettings settings, EventOutbox events, PrometheusMeterRegistry prometheus) {
        TrafficBoard board = new TrafficBoard(settings.metricEntries(), events::tell);
        // Not the registry that can be injected: each injection makes another, and this one is scraped.
        prometheus.getPrometheusRegistry().register(new TrafficCollector(board));
        return board;
    }

    @Produces
    @Singleton
    StateShell states(
            AgentSettings settings,
            Remembered remembered,
            @Channel("service-states") Instance<MutinyEmitter<Record<String, byte @Nullable []>>> emitter,
            EventOutbox events,
            AgentMetrics metrics,
            InstantSource clock) {
        int partition = NodePartition.of(settings.node(), Topic.SERVICE_STATES.partitions());
        StateOutbox outbox = new StateOutbox(
                (key, content) -> emitter.get()
                        .sendMessage(Message.of(Record.of(key, content))
                                .addMetadata(OutgoingKafkaRecordMetadata.<String>builder()
                                        .withPartition(partition)
                                        .build()))
                        .subscribeAsCompletionStage(),
                new StateOutbox.Audience(metrics::stateUndelivered, events::tell));
        metrics.states(outbox);
        return new StateShell(
                settings.node(), outbox, clock, remembered.document().map(AcceptedDocument::state));
    }

    @Produces
    @Singleton
    ReconcileLoop.Audience audience(
            ReportOutbox reports,
            EventOutbox events,
            AgentMetrics metrics,
            Onlookers onlookers,
            VerdictBoard board,
            BaselineLoop baseline,
            DoctorLoop doctor) {
        return new ReconcileLoop.Audience(reports, events, metrics, onlookers::seen, document -> {
            board.serves(document.state());
            onlookers.failover().document(document);
            baseline.document(document);
            doctor.document(document.state());
        });
    }

    /** A sink of verdicts, but not the sink of documents: that is {@link DocumentRouter}. */
    @Produces
    @Singleton
    @Typed({ReconcileLoop.class, VerdictSink.class})
    ReconcileLoop loop(
            AgentSettings settings,
            Kernel kernel,
            Remembered remembered,
            VerdictBoard board,
            ReconcileLoop.Audience audience,
            InstantSource clock,
            @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
        return new ReconcileLoop(
                new ReconcileLoop.Settings(
                        settings.node(),
                        settings.stateDirectory(),
                        settings.resyncInterval(),
                        settings.budget(),
                        BusAddresses.of(bootstrapServers)),
                kernel,
                remembered,
                board,
                audience,
                clock);
    }
}
