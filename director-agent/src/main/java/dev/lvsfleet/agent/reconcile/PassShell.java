package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.Failover;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.ipvs.IpvsTable;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * One pass: who serves now, the kernel, the disk, the telling. The loop says when. Used by its thread.
 */
final class PassShell {

    private static final Logger LOG = Logger.getLogger(PassShell.class);

    private final Reconciler reconciler;
    private final DriftWatch watch;
    private final MemoryStore memory;
    private final IntentShell intent;
    private final Chronicle chronicle;
    private final ReconcileLoop.Audience audience;
    private Map<ServiceEndpoint, Compilation.Part> compiled = Map.of();

    PassShell(
            Reconciler reconciler,
            DriftWatch watch,
            MemoryStore memory,
            IntentShell intent,
            Chronicle chronicle,
            ReconcileLoop.Audience audience) {
        this.reconciler = reconciler;
        this.watch = watch;
        this.memory = memory;
        this.intent = intent;
        this.chronicle = chronicle;
        this.audience = audience;
    }

    /** Makes the kernel equal to what is in effect; changes nothing while no document is in force.
     *
     * @param resync whether to read the kernel even though its content is believed to be known */
    void pass(Optional<AcceptedDocument> cause, boolean resync) {
        intent.inForce().ifPresentOrElse(document -> serve(document, cause, resync), this::look);
    }

    private void look() {
        try {
            reconciler.look();
            conclude(
                    Optional.empty(),
                    Pass.nothing(List.of(), List.of()),
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
            show(Optional.empty(), IpvsTable.EMPTY);
        } catch (KernelUnavailableException e) {
            unavailable(Optional.empty(), e, Optional.empty());
        }
    }

    private void serve(AcceptedDocument document, Optional<AcceptedDocument> cause, boolean resync) {
        EffectiveState effective = intent.step(document);
        List<String> failures = new ArrayList<>(intent.keep());
        try {
            Compilation compilation = TargetCompiler.compile(effective, intent.drains(), compiled);
            compiled = compilation.parts();
            Target target = compilation
                    .target()
                    .under(document.state().table())
                    .without(elected(document.state().failover()));
            Pass pass = reconciler.pass(target, resync);
            failures.addAll(pass.failures());
            failures.addAll(memory.keep(document, intent.verdicts(), intent.pools()));
            conclude(Optional.of(effective), pass, failures, Optional.empty(), cause);
            show(Optional.of(effective), target.table());
        } catch (KernelUnavailableException e) {
            unavailable(Optional.of(effective), e, cause);
        }
    }

    private static Set<InetAddress> elected(Failover failover) {
        return failover.virtualRouters().stream()
                .flatMap(router -> router.addresses().stream())
                .collect(Collectors.toSet());
    }

    private void show(Optional<EffectiveState> effective, IpvsTable wanted) {
        Optional<Reading> reading = reconciler.takeReading();
        reconciler
                .belief()
                .ifPresent(it -> audience.table()
                        .seen(new TableView(
                                effective,
                                wanted,
                                it.table(),
                                it.addresses(),
                                intent.drains().running(),
                                reading,
                                chronicle.situation().equalsDocument())));
    }

    private void unavailable(
            Optional<EffectiveState> effective, KernelUnavailableException fault, Optional<AcceptedDocument> cause) {
        Situation before = chronicle.situation();
        conclude(
                effective,
                Pass.nothing(before.foreign(), before.conflicts()),
                List.of("The kernel cannot be used: " + fault.reason()),
                Optional.of(fault.reason()),
                cause);
    }

    private void conclude(
            Optional<EffectiveState> effective,
            Pass pass,
            List<String> failures,
            Optional<String> kernelFault,
            Optional<AcceptedDocument> cause) {
        Set<DesiredAddress> present =
                reconciler.belief().map(Observation::addresses).orElse(Set.of());
        chronicle.conclude(new Chronicle.Entry(
                effective,
                pass,
                watch.repaired(pass.drifts()),
                failures,
                present,
                intent.drains().running(),
                intent.heldBack(),
                kernelFault,
                cause));
    }

    /** Nobody knows how far the pass got. Telling it may fail for the same reason, and must not end the loop either. */
    void broke(Throwable failure) {
        reconciler.distrust();
        Situation before = chronicle.situation();
        String sentence = "A pass broke off: " + failure;
        try {
            LOG.error("A pass broke off", failure);
            audience.listener().broke();
            conclude(
                    before.effective(),
                    Pass.nothing(before.foreign(), before.conflicts()),
                    List.of(sentence),
                    before.kernelFault(),
                    Optional.empty());
        } catch (RuntimeException | Error second) {
            failure.addSuppressed(second);
            chronicle.broke(sentence);
        }
    }
}
