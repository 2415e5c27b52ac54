package dev.lvsfleet.lab.life;

import dev.lvsfleet.lab.life.LabStatus.RoleReport;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws from what an agent and a kernel say which roles a director has, and which virtual addresses. Pure. */
final class RoleRules {

    private static final Pattern FIGURE = Pattern.compile(
            "^lvsfleet_vrrp_(active|initialize)\\{[^}]*router=\"([^\"]+)\"[^}]*} ([0-9.]+)$", Pattern.MULTILINE);

    /** A line of {@code ip -o addr show}: the interface, and an address that is a network of its own. */
    private static final Pattern ALONE =
            Pattern.compile("^\\d+: (\\S+)\\s+inet6? ([0-9a-f.:]+)/(?:32|128) ", Pattern.MULTILINE);

    private RoleRules() {}

    /** The roles that an agent's metrics tell, in the order of the virtual routers' names; none without a virtual router. */
    static List<RoleReport> roles(String metrics) {
        Map<String, String> roles = new TreeMap<>();
        Matcher figure = FIGURE.matcher(metrics);
        while (figure.find()) {
            boolean isSo = Double.parseDouble(figure.group(3)) > 0;
            roles.merge(
                    figure.group(2),
                    isSo ? (figure.group(1).equals("active") ? "Active" : "Initialize") : "Backup",
                    (one, other) -> one.equals("Backup") ? other : one);
        }
        return roles.entrySet().stream()
                .map(it -> new RoleReport(it.getKey(), it.getValue()))
                .toList();
    }

    /**
     * The virtual addresses that a kernel answers for, in its order: those that are networks of their own, not on {@code lo},
     * and not the node's.
     *
     * @param shown what {@code ip -o addr show} printed
     */
    static List<String> held(String shown, Set<String> own) {
        return ALONE.matcher(shown)
                .results()
                .filter(line -> !line.group(1).equals("lo"))
                .map(line -> line.group(2))
                .filter(address -> !own.contains(address))
                .distinct()
                .toList();
    }
}
