package dev.lvsfleet.agent.reconcile;

import dev.lvsfleet.agent.event.Notice;
import dev.lvsfleet.agent.rules.Backend;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.agent.rules.EffectiveState;
import dev.lvsfleet.agent.rules.Placement;
import dev.lvsfleet.agent.rules.Standing;
import dev.lvsfleet.contract.FleetEvent.Kind;
import dev.lvsfleet.contract.FleetEvent.Severity;
import dev.lvsfleet.contract.Quorum;
import dev.lvsfleet.contract.ServiceEndpoint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides what of the pools is worth telling: who is kept though down, and quorums that come and go. */
final class PoolNoticeRules {

    private static final int MOST_NAMES = 20;

    private PoolNoticeRules() {}

    static void of(Situation before, Situation after, List<Notice> notices) {
        Map<ServiceEndpoint, EffectiveService> earlier = new HashMap<>();
        before.effective().map(EffectiveState::services).orElse(List.of()).forEach(it -> earlier.put(endpoint(it), it));
        for (EffectiveService service :
                after.effective().map(EffectiveState::services).orElse(List.of())) {
            Optional<EffectiveService> was = Optional.ofNullable(earlier.get(endpoint(service)));
            held(was, service).ifPresent(notices::add);
            quorum(was, service).ifPresent(notices::add);
        }
    }

    private static ServiceEndpoint endpoint(EffectiveService service) {
        return service.desired().endpoint();
    }

    /** Told when one more is held than before, not when one fewer is. */
    private static Optional<Notice> held(Optional<EffectiveService> before, EffectiveService after) {
        Set<Backend> already = before.map(PoolNoticeRules::held).orElse(Set.of());
        List<Placement> held = after.that(Standing.HELD);
        if (held.stream().map(it -> Backend.of(it.server())).allMatch(already::contains)) {
            return Optional.empty();
        }
        String names = held.stream()
                .limit(MOST_NAMES)
                .map(it -> Backend.of(it.server()).toString())
                .collect(Collectors.joining(", "));
        int more = held.size() - MOST_NAMES;
        return Optional.of(new Notice(
                Kind.EJECTION_HELD,
                Severity.ERROR,
                after.desired().name(),
                "Judged down, but not taken out because " + reason(after) + ": " + names
                        + (more > 0 ? " and " + more + " more" : "")));
    }

    private static Set<Backend> held(EffectiveService service) {
        return service.that(Standing.HELD).stream()
                .map(it -> Backend.of(it.server()))
                .collect(Collectors.toSet());
    }

    private static String reason(EffectiveService service) {
        boolean nobodyIsOut = service.pool().stream()
                .noneMatch(it -> it.server().weight() > 0 && !it.standing().serves());
        boolean nobodyIsWell =
                service.pool().stream().noneMatch(it -> it.weight() > 0 && it.standing() != Standing.HELD);
        return nobodyIsOut && nobodyIsWell
                ? "nobody else who takes connections would be left"
                : "at most " + service.desired().policy().ejectionLimit() + " per cent of the pool may be out";
    }

    private static Optional<Notice> quorum(Optional<EffectiveService> before, EffectiveService after) {
        boolean lacked = before.filter(EffectiveService::lacksQuorum).isPresent();
        boolean servedByFallback =
                before.filter(EffectiveService::isServedByFallback).isPresent();
        if (after.lacksQuorum() && (!lacked || servedByFallback != after.isServedByFallback())) {
            return Optional.of(lost(after));
        }
        return lacked && after.quorum() ? Optional.of(gained(after)) : Optional.empty();
    }

    private static Notice lost(EffectiveService service) {
        Quorum quorum = service.desired().policy().quorum();
        return new Notice(
                Kind.QUORUM_LOST,
                Severity.ERROR,
                service.desired().name(),
                "The pool lacks its quorum of " + quorum.up() + " (hysteresis " + quorum.hysteresis() + "); "
                        + (service.isServedByFallback()
                                ? "the fallback serves"
                                : "no fallback can serve, so the pool serves on"));
    }

    private static Notice gained(EffectiveService service) {
        Quorum quorum = service.desired().policy().quorum();
        return new Notice(
                Kind.QUORUM_GAINED,
                Severity.INFO,
                service.desired().name(),
                "The pool has its quorum of " + quorum.up() + " again and serves");
    }
}
