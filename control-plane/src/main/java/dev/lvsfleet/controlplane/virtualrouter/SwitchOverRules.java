package dev.lvsfleet.controlplane.virtualrouter;

import dev.lvsfleet.contract.RouterState;
import dev.lvsfleet.controlplane.virtualrouter.Standing.Heard;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Decides who is asked to give which role away, or why nobody is: a role that nobody would take is not given. */
final class SwitchOverRules {

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

        /** These directors are asked, by the names of virtual routers. */
        record Ask(Map<String, String> from) implements Decision {}

        /** Nobody is, for this reason. */
        record Refuse(String because) implements Decision {}
    }

    static Decision decide(Request request, List<Standing> group) {
        Set<String> members = members(group);
        if (request.from() != null && !members.isEmpty() && !members.contains(request.from())) {
            return new Decision.Refuse("There is no director called " + request.from()
                    + " among the members of the group's virtual routers: " + String.join(", ", members) + ".");
        }
        List<Standing> chosen = chosen(request, group);
        if (chosen.isEmpty()) {
            return new Decision.Refuse(
                    request.virtualRouter() == null
                            ? "The group has no virtual router" + whom(request) + "."
                            : "The group has no virtual router called " + request.virtualRouter() + ".");
        }
        Map<String, String> from = new LinkedHashMap<>();
        for (Standing standing : chosen) {
            String name = standing.router().name();
            List<Heard> active = standing.active();
            List<Heard> givers = active.stream()
                    .filter(it -> request.from() == null || it.director().equals(request.from()))
                    .toList();
            if (givers.isEmpty()) {
                return new Decision.Refuse((request.from() == null ? "Nobody is" : request.from() + " is not")
                        + " known to be Active in " + name + unheard(standing) + ".");
            }
            if (givers.size() > 1) {
                return new Decision.Refuse(directors(givers) + " all say that they are Active in " + name
                        + ": say from whom the role shall go.");
            }
            Heard giver = givers.getFirst();
            List<String> obstacles = standing.members().stream()
                    .filter(it -> !it.equals(giver))
                    .flatMap(it -> ElectionRules.obstacle(standing, giver, it).stream())
                    .toList();
            if (obstacles.size() == standing.members().size() - 1) {
                return new Decision.Refuse("Nobody would take " + name + " from " + giver.director() + ": "
                        + (obstacles.isEmpty() ? "it has no other member" : String.join("; ", obstacles)) + ".");
            }
            from.put(name, giver.director());
        }
        return new Decision.Ask(from);
    }

    /** One and all of its sync group; or all of the group, where somebody is named those that it has. */
    private static List<Standing> chosen(Request request, List<Standing> group) {
        if (request.virtualRouter() == null) {
            return group.stream()
                    .filter(it -> request.from() == null
                            || it.active().stream()
                                    .anyMatch(heard -> heard.director().equals(request.from())))
                    .toList();
        }
        return group.stream()
                .filter(it -> it.router().name().equals(request.virtualRouter()))
                .findFirst()
                .map(named -> group.stream()
                        .filter(it -> it.equals(named)
                                || (named.router().syncGroup() != null
                                        && named.router()
                                                .syncGroup()
                                                .equals(it.router().syncGroup())))
                        .toList())
                .orElse(List.of());
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
