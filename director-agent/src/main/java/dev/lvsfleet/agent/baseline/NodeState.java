package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a node has, as far as was asked for.
 *
 * @param modules those that are loaded, of the ones asked for
 * @param bootModules what our file loads at boot; empty when there is no such file of ours
 * @param settings the values of the keys asked for; a key that the kernel does not have is absent
 * @param links whether each is up
 * @param addresses of both families
 * @param route the default route that counts, of the family asked for
 * @param listeners where GUE comes in, if that was asked for
 * @param used those of the addresses asked for that a TCP connection uses
 */
public record NodeState(
        Set<String> modules,
        Optional<List<String>> bootModules,
        Map<SysctlKey, String> settings,
        Map<String, Boolean> links,
        Set<DesiredAddress> addresses,
        Optional<DefaultRoute> route,
        Set<GueListener> listeners,
        Set<InetAddress> used) {

    public NodeState {
        modules = Set.copyOf(modules);
        settings = Map.copyOf(settings);
        links = Map.copyOf(links);
        addresses = Set.copyOf(addresses);
        listeners = Set.copyOf(listeners);
        used = Set.copyOf(used);
    }

    /** A node with no connection that was asked for, and nowhere GUE comes in. */
    public NodeState(
            Set<String> modules,
            Optional<List<String>> bootModules,
            Map<SysctlKey, String> settings,
            Map<String, Boolean> links,
            Set<DesiredAddress> addresses,
            Optional<DefaultRoute> route) {
        this(modules, bootModules, settings, links, addresses, route, Set.of(), Set.of());
    }

    boolean isUp(String link) {
        return links.getOrDefault(link, false);
    }

    boolean holds(Setting setting) {
        return setting.value().equals(settings.get(setting.key()));
    }

    /** Whether the kernel has no such setting, so that nobody can ask for a value of it. */
    boolean lacks(SysctlKey key) {
        return !settings.containsKey(key);
    }
}
