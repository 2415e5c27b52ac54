package dev.lvsfleet.controlplane.election;

import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.election.Standing.Heard;
import dev.lvsfleet.controlplane.virtualrouter.RouterSpec;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides who is asked to give which role away, or why nobody is: a role that nobody would take is not given. */
final class SwitchOverRules {

    /** In the one sentence of a refusal; a group may have many virtual routers. */
    private static final int MOST_TOLD = 3;

    private SwitchOverRules() {}

    /**
     * What an operator asks for.
     *
     * @param virtualRouter null for all of the group
     * @param from the director that shall give away what it has; null for whoever is Active
     */
    record Request(@Nullable String virtualRouter, @Nullable String from) {}

    /** The answer to a request. */
    sealed interface Decision {

        /**
         * These directors are asked, by the names of virtual routers.
         *
         * @param left those whose role stays where it is
         */
        record Ask(Map<String, String> from, List<Left> left) implements Decision {

            public Ask {
                left = List.copyOf(left);
            }
        }

        /** Nobody is, for this reason. */
        record Refuse(String because) implements Decision {}
    }

    /** A virtual router whose role nobody is asked to give, and why, in one sentence. */
    record Left(String name, String why) {}

    /** What one virtual router by itself allows. */
    private sealed interface Verdict {

        record Gives(String from) implements Verdict {}

        record Keeps(String why) implements Verdict {}
    }

    static Decision decide(Request request, List<Standing> group) {
        Set<String> members = members(group);
        if (request.from() != null && !members.isEmpty() && !members.contains(request.from())) {
            return new Decision.Refuse("There is no director called " + request.from()
                    + " among the members of the group's virtual routers: " + String.join(", ", members) + ".");
        }
        Collection<List<Standing>> chosen = chosen(request, group);
        if (chosen.isEmpty()) {
            return new Decision.Refuse(
                    request.virtualRouter() == null
                            ? "The group has no virtual router" + whom(request) + "."
                            : "The group has no virtual router called " + request.virtualRouter() + ".");
        }
        Map<String, String> from = new LinkedHashMap<>();
        List<String> reasons = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        for (List<Standing> together : chosen) {
            decide(request, together, from, left, reasons);
        }
        return from.isEmpty() ? new Decision.Refuse(told(reasons)) : new Decision.Ask(from, left);
    }

    /** Of those who move together: all of them are asked, or all are left. */
    private static void decide(
            Request request, List<Standing> together, Map<String, String> from, List<Left> left, List<String> reasons) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        together.forEach(it -> verdicts.put(it.router().name(), verdict(request, it)));
        String keeper = verdicts.entrySet().stream()
                .filter(it -> it.getValue() instanceof Verdict.Keeps)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("");
        verdicts.forEach((name, verdict) -> {
            switch (verdict) {
                case Verdict.Keeps(String why) -> {
                    left.add(new Left(name, why));
                    reasons.add(why);
                }
                case Verdict.Gives(String director) -> {
                    if (keeper.isEmpty()) {
                        from.put(name, director);
                    } else {
                        left.add(new Left(name, "It moves with " + keeper + " of its sync group or not at all."));
                    }
                }
            }
        });
    }

    private static Verdict verdict(Request request, Standing standing) {
        String name = standing.router().name();
        List<Heard> givers = standing.active().stream()
                .filter(it -> request.from() == null || it.director().equals(request.from()))
                .toList();
        if (givers.isEmpty()) {
            return new Verdict.Keeps((request.from() == null ? "Nobody is" : request.from() + " is not")
                    + " known to be Active in " + name + unheard(standing) + ".");
        }
        if (givers.size() > 1) {
            return new Verdict.Keeps(directors(givers) + " all say that they are Active in " + name
                    + ": say from whom the role shall go.");
        }
        Heard giver = givers.getFirst();
        List<String> obstacles = standing.members().stream()
                .filter(it -> !it.equals(giver))
                .flatMap(it -> ElectionRules.obstacle(standing, giver, it).stream())
                .toList();
        return obstacles.size() == standing.members().size() - 1
                ? new Verdict.Keeps("Nobody would take " + name + " from " + giver.director() + ": "
                        + (obstacles.isEmpty() ? "it has no other member" : String.join("; ", obstacles)) + ".")
                : new Verdict.Gives(giver.director());
    }

    private static String told(List<String> reasons) {
        int more = reasons.size() - MOST_TOLD;
        return String.join(" ", reasons.subList(0, Math.min(reasons.size(), MOST_TOLD)))
                + (more > 0 ? " And " + more + " more." : "");
    }

    /** Those that move together, one by one: the named one's; or all of the group, where somebody is named those that it has. */
    private static Collection<List<Standing>> chosen(Request request, List<Standing> group) {
        Map<Together, List<Standing>> all =
                group.stream().collect(Collectors.groupingBy(Together::of, LinkedHashMap::new, Collectors.toList()));
        return all.values().stream()
                .filter(together -> together.stream().anyMatch(it -> isMeant(request, it)))
                .toList();
    }

    private static boolean isMeant(Request request, Standing standing) {
        if (request.virtualRouter() != null) {
            return standing.router().name().equals(request.virtualRouter());
        }
        return request.from() == null
                || standing.active().stream().anyMatch(it -> it.director().equals(request.from()));
    }

    /** What those that move together have in common: a sync group, or being the one. */
    private record Together(@Nullable String syncGroup, String name) {

        static Together of(Standing standing) {
            RouterSpec router = standing.router();
            return new Together(router.syncGroup(), router.syncGroup() == null ? router.name() : "");
        }
    }

    /** Of those who said that they are Active and are not believed any more. */
    private static String unheard(Standing standing) {
        String words = standing.members().stream()
                .filter(it -> standing.saidRole(it) == RouterState.Role.ACTIVE)
                .flatMap(it -> ElectionRules.unheard(standing, it).stream())
                .collect(Collectors.joining("; "));
        return words.isEmpty() ? "" : ": " + words;
    }

    private static String whom(Request request) {
        return request.from() == null ? "" : " in which " + request.from() + " is known to be Active";
    }

    private static Set<String> members(List<Standing> group) {
        return group.stream()
                .flatMap(it -> it.members().stream())
                .map(Heard::director)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String directors(List<Heard> heard) {
        return heard.stream().map(Heard::director).collect(Collectors.joining(" and "));
    }
}
