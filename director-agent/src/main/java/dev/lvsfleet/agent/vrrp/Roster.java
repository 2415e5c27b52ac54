package dev.lvsfleet.agent.vrrp;

import dev.lvsfleet.vrrp.packet.Vrid;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which virtual routers there are, and which of them stay when there shall be others. Used by one thread. */
final class Roster {

    /** What cannot change about a router that goes on: with another it is another router. */
    private record Identity(
            String name, String networkInterface, InetAddress source, Vrid vrid, Class<?> protocol, String group) {

        static Identity of(RouterSettings settings) {
            return new Identity(
                    settings.name(),
                    settings.networkInterface(),
                    settings.election().source(),
                    settings.election().vrid(),
                    settings.election().protocol().getClass(),
                    settings.syncGroup().orElse(""));
        }
    }

    /** What there shall be, beside what there is. */
    record Difference(List<Unit> gone, List<RouterSettings> changed, List<List<RouterSettings>> come) {}

    private final Map<String, Unit> units = new LinkedHashMap<>();

    /** Of what is there now; changes nothing. */
    Difference difference(VrrpSettings settings) {
        Map<String, List<RouterSettings>> wanted = new LinkedHashMap<>();
        settings.routers()
                .forEach(router -> wanted.computeIfAbsent(unitName(router), _ -> new ArrayList<>())
                        .add(router));
        List<Unit> gone = new ArrayList<>();
        List<RouterSettings> changed = new ArrayList<>();
        units.forEach((name, unit) -> {
            List<RouterSettings> now = settings(unit);
            List<RouterSettings> then = wanted.getOrDefault(name, List.of());
            if (identities(now).equals(identities(then))) {
                wanted.remove(name);
                then.stream().filter(router -> !now.contains(router)).forEach(changed::add);
            } else {
                gone.add(unit);
            }
        });
        return new Difference(gone, changed, List.copyOf(wanted.values()));
    }

    void add(Unit unit) {
        units.put(unitName(settings(unit).getFirst()), unit);
    }

    void remove(Unit unit) {
        units.values().remove(unit);
    }

    Collection<Unit> units() {
        return units.values();
    }

    private static List<RouterSettings> settings(Unit unit) {
        return unit.members().stream().map(VirtualRouter::settings).toList();
    }

    private static List<Identity> identities(List<RouterSettings> settings) {
        return settings.stream().map(Identity::of).toList();
    }

    private static String unitName(RouterSettings settings) {
        return settings.syncGroup().map(group -> "group " + group).orElse("router " + settings.name());
    }
}
