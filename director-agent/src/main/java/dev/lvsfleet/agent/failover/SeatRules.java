package dev.lvsfleet.agent.failover;

import dev.lvsfleet.agent.reconcile.TableView;
import dev.lvsfleet.agent.vrrp.RouterStatus;
import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.contract.VirtualRouter;
import dev.lvsfleet.vrrp.election.Role;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides when a document reaches the election, whose wishes are obeyed, and what is said of each virtual router. Pure. */
final class SeatRules {

    /** No document has reached the election. */
    static final long NOTHING = -1;

    private SeatRules() {}

    /**
     * Whether a document may reach the election now: the first at once, to be heard early; each other one after the pass that
     * programmed its services.
     *
     * @param configured the revision that the election has, or {@link #NOTHING}
     */
    static boolean isDue(long revision, long configured, Optional<TableView> view) {
        if (revision == configured) {
            return false;
        }
        return configured == NOTHING
                || view.flatMap(TableView::effective)
                        .map(state -> state.revision() >= revision)
                        .orElse(false);
    }

    /**
     * The node's parts by a document.
     *
     * @param seats by the names of the virtual routers, in the document's order
     * @param leaving those that give their role away
     */
    record Seating(Map<String, Seat> seats, List<String> leaving) {}

    /** Only an Active has something to give; for all others a wish is settled by being seen. */
    static Seating seat(List<VirtualRouter> routers, Map<String, Seat> before, Map<String, RouterStatus> standing) {
        Map<String, Seat> seats = new LinkedHashMap<>();
        List<String> leaving = new ArrayList<>();
        for (VirtualRouter router : routers) {
            Seat seat = before.get(router.name());
            RouterStatus status = standing.get(router.name());
            boolean obeys = seat != null && seat.hasNewWish(router) && status != null && status.role() == Role.ACTIVE;
            if (obeys) {
                leaving.add(router.name());
            }
            seats.put(router.name(), seat == null ? Seat.taken(router) : seat.under(router, obeys));
        }
        return new Seating(seats, leaving);
    }

    /**
     * The roles that this node has, in the virtual routers that are elected; empty while the election has not made each of
     * them yet, so that nobody knows. What it still has of those that were taken away does not count.
     */
    static Optional<List<Role>> roles(
            Map<String, Seat> seats, Map<String, String> refused, Map<String, RouterStatus> standing) {
        List<String> elected = seats.keySet().stream()
                .filter(name -> !refused.containsKey(name))
                .toList();
        return standing.keySet().containsAll(elected)
                ? Optional.of(elected.stream()
                        .flatMap(name -> Stream.ofNullable(standing.get(name)))
                        .map(RouterStatus::role)
                        .toList())
                : Optional.empty();
    }

    /** What is said of each, in the order of the seats; nothing of one that the election has not made yet. */
    static List<RouterState> states(
            Map<String, Seat> seats, Map<String, String> refused, Map<String, RouterStatus> standing, Instant now) {
        List<RouterState> states = new ArrayList<>();
        seats.forEach((name, seat) -> {
            RouterStatus status = standing.get(name);
            String why = refused.get(name);
            if (status != null) {
                states.add(RouterStateRules.of(status, seat.switchedOver(), seat.problem()));
            } else if (why != null) {
                states.add(RouterStateRules.refused(seat.router(), why, now));
            }
        });
        return List.copyOf(states);
    }
}
