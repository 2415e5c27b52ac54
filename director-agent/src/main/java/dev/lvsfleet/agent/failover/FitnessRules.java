package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.failover.Fitness.Ability;
import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.reconcile.TargetCompiler;
import dev.lvsfleet.agent.rules.EffectiveService;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.VirtualRouter;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides how fit the node is to hold a virtual router's addresses, from what the kernel holds.
 *
 * <p>A service that cannot be programmed makes the node impaired and not unable: else one bad service, which is as bad on every
 * node, would take away the address from all the good ones. Pure.
 */
public final class FitnessRules {

    private FitnessRules() {}

    /**
     * What is known of the table.
     *
     * @param view the newest look at it; empty before the first
     * @param age how old that is
     * @param patience how old it may be before it says nothing any more
     * @param revision of the document that the virtual routers are by: a look at the table of an earlier one says nothing of it
     * @param caughtUp whether that document is the newest, as far as can be known
     */
    public record Sight(Optional<TableView> view, Duration age, Duration patience, long revision, boolean caughtUp) {

        private boolean isOfAnEarlierDocument() {
            return view.flatMap(TableView::effective)
                    .map(state -> state.revision() < revision)
                    .orElse(true);
        }
    }

    /** How fit the node is for that virtual router. */
    public static Fitness of(VirtualRouter router, Sight sight) {
        if (!sight.caughtUp()) {
            return new Fitness(Ability.UNABLE, true, "The bus may have a newer document");
        }
        if (sight.view().isEmpty() || sight.isOfAnEarlierDocument()) {
            return new Fitness(Ability.UNABLE, true, "The table has not been programmed yet");
        }
        if (sight.age().compareTo(sight.patience()) > 0) {
            return new Fitness(
                    Ability.UNABLE,
                    true,
                    "The kernel's table could not be made or verified for "
                            + sight.age().toSeconds() + " s");
        }
        TableView view = sight.view().get();
        List<EffectiveService> services = services(router, view);
        List<String> missing = services.stream()
                .filter(it -> !view.present()
                        .services()
                        .containsKey(TargetCompiler.keyOf(it.desired().endpoint())))
                .map(it -> it.desired().name())
                .toList();
        boolean quorum = services.stream().noneMatch(EffectiveService::lacksQuorum);
        if (!services.isEmpty() && missing.size() == services.size()) {
            return new Fitness(Ability.UNABLE, quorum, "None of its services is in the kernel's table");
        }
        if (!missing.isEmpty()) {
            return new Fitness(Ability.IMPAIRED, quorum, "Not in the kernel's table: " + String.join(", ", missing));
        }
        return new Fitness(Ability.ABLE, quorum, quorum ? "" : "A service has lost its quorum here");
    }

    /** Those at its addresses; a firewall mark has none, and is marked at every address there is. */
    private static List<EffectiveService> services(VirtualRouter router, TableView view) {
        Set<InetAddress> addresses = Set.copyOf(router.addresses());
        return view.effective().map(state -> state.services()).orElse(List.of()).stream()
                .filter(it -> switch (it.desired().endpoint()) {
                    case ServiceEndpoint.Address at -> addresses.contains(at.address());
                    case ServiceEndpoint.FirewallMark _ -> false;
                })
                .toList();
    }
}
