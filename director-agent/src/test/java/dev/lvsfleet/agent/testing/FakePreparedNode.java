package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.baseline.BaselineOperation;
import dev.lvsfleet.agent.baseline.Device;
import dev.lvsfleet.agent.baseline.Inquiry;
import dev.lvsfleet.agent.baseline.Node;
import dev.lvsfleet.agent.baseline.NodeState;
import dev.lvsfleet.agent.baseline.NodeUnavailableException;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node beside its IPVS table, in memory: the settings of a Linux with an {@code eth0}, whose modules bring their devices,
 * and a device its own settings. Safe for use by several threads.
 */
public final class FakePreparedNode implements Node {

    private static final Map<String, String> DEVICES =
            Map.of("ipip", "tunl0", "sit", "sit0", "ip_gre", "gre0", "ip6_gre", "ip6gre0");

    private final Map<SysctlKey, String> settings = new HashMap<>();
    private final Map<String, Boolean> links = new TreeMap<>(Map.of("lo", true, "eth0", true));
    private final Set<String> modules = new HashSet<>();
    private final Set<DesiredAddress> addresses = new HashSet<>();
    private final Set<GueListener> listeners = new HashSet<>();
    private final Set<DesiredAddress> own = new HashSet<>();
    private final Set<InetAddress> connected = new HashSet<>();
    private final List<BaselineOperation> performed = new ArrayList<>();
    private @Nullable List<String> boot;
    private final Map<Boolean, DefaultRoute> routes = new HashMap<>();
    private Predicate<BaselineOperation> refuses = operation -> false;
    private Predicate<BaselineOperation> ignores = operation -> false;
    private boolean unreadable;

    public FakePreparedNode() {
        for (String link : List.of("all", "default", "lo", "eth0")) {
            settingsOf(link);
        }
        set(SysctlKey.of("net", "ipv4", "ip_forward"), "0");
        own.add(new DesiredAddress(InetAddress.ofLiteral("192.168.148.132"), 24, "eth0"));
        own.add(new DesiredAddress(InetAddress.ofLiteral("fd00:148::132"), 64, "eth0"));
    }

    private void settingsOf(String link) {
        set(SysctlKey.ofInterface("ipv4", link, "arp_ignore"), "0");
        set(SysctlKey.ofInterface("ipv4", link, "arp_announce"), "0");
        set(SysctlKey.ofInterface("ipv4", link, "rp_filter"), "2");
        set(SysctlKey.ofInterface("ipv4", link, "send_redirects"), "1");
    }

    @Override
    public synchronized NodeState observe(Inquiry inquiry) throws NodeUnavailableException {
        if (unreadable) {
            throw new NodeUnavailableException(new IllegalStateException("unreadable by the test"));
        }
        return new NodeState(
                modules.stream().filter(inquiry.modules()::contains).collect(Collectors.toSet()),
                Optional.ofNullable(boot),
                settings.entrySet().stream()
                        .filter(it -> inquiry.settings().contains(it.getKey()))
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
                links,
                Stream.concat(own.stream(), addresses.stream()).collect(Collectors.toSet()),
                inquiry.route() == Inquiry.Family.NONE
                        ? Optional.empty()
                        : Optional.ofNullable(routes.get(inquiry.route() == Inquiry.Family.IPV6)),
                inquiry.listeners() ? listeners : Set.of(),
                connected.stream().filter(inquiry.connections()::contains).collect(Collectors.toSet()));
    }

    /** Everything there is beside the node's own addresses, whatever is asked for; of the routes that of IPv4. */
    public synchronized NodeState all() {
        return new NodeState(
                modules, Optional.ofNullable(boot), settings, links, addresses, routeOf(false), listeners, Set.of());
    }

    @Override
    public synchronized Optional<String> perform(BaselineOperation operation) {
        if (refuses.test(operation)) {
            return Optional.of("refused by the test");
        }
        performed.add(operation);
        if (ignores.test(operation)) {
            return Optional.empty();
        }
        switch (operation) {
            case BaselineOperation.LoadModule(String module) -> load(module);
            case BaselineOperation.WriteBootModules(List<String> names) -> boot = names;
            case BaselineOperation.RemoveBootModules() -> boot = null;
            case BaselineOperation.ChangeSetting(SysctlKey key, String _, String to) -> settings.put(key, to);
            case BaselineOperation.RestoreSetting(SysctlKey key, String to) -> settings.put(key, to);
            case BaselineOperation.OpenListener(GueListener listener) -> listeners.add(listener);
            case BaselineOperation.CloseListener(GueListener listener) -> listeners.remove(listener);
            case BaselineOperation.CreateDevice(Device device) -> link(device.name());
            case BaselineOperation.RaiseDevice(String name) -> links.put(name, true);
            case BaselineOperation.LowerDevice(String name) -> links.put(name, false);
            case BaselineOperation.DeleteDevice(String name) -> {
                links.remove(name);
                addresses.removeIf(it -> it.networkInterface().equals(name));
            }
            case BaselineOperation.PutAddress(DesiredAddress address) -> addresses.add(address);
            case BaselineOperation.TakeAddress(DesiredAddress address) -> addresses.remove(address);
            case BaselineOperation.ReplaceRoute(var _, DefaultRoute to) -> routes.put(to.ipv6(), to);
            case BaselineOperation.RestoreRoute(DefaultRoute ours, Optional<DefaultRoute> to) ->
                to.ifPresentOrElse(it -> routes.put(it.ipv6(), it), () -> routes.remove(ours.ipv6()));
        }
        return Optional.empty();
    }

    private void load(String module) {
        modules.add(module);
        String device = DEVICES.get(module);
        if (device != null && !links.containsKey(device)) {
            link(device);
        }
    }

    private void link(String name) {
        links.put(name, false);
        settingsOf(name);
    }

    /** What somebody else does to the node. */
    public synchronized void set(SysctlKey key, String value) {
        settings.put(key, value);
    }

    public synchronized void put(DesiredAddress address) {
        addresses.add(address);
    }

    public synchronized void open(GueListener listener) {
        listeners.add(listener);
    }

    public synchronized void shut(GueListener listener) {
        listeners.remove(listener);
    }

    /** The node gets this address in the place of its own. */
    public synchronized void renumber(DesiredAddress now) {
        own.clear();
        own.add(now);
    }

    public synchronized void take(DesiredAddress address) {
        addresses.remove(address);
    }

    /** Somebody is connected to that address of the node. */
    public synchronized void connect(InetAddress address) {
        connected.add(address);
    }

    public synchronized void disconnect(InetAddress address) {
        connected.remove(address);
    }

    public synchronized void route(DefaultRoute newest) {
        routes.put(newest.ipv6(), newest);
    }

    /** The default route of a family. */
    public synchronized Optional<DefaultRoute> routeOf(boolean ipv6) {
        return Optional.ofNullable(routes.get(ipv6));
    }

    /** Whether reading it fails from now on. */
    public synchronized void unreadable(boolean now) {
        unreadable = now;
    }

    /** Makes those operations fail from now on. */
    public synchronized void refuse(Predicate<BaselineOperation> those) {
        refuses = those;
    }

    /** Makes those operations seem to succeed from now on, and do nothing. */
    public synchronized void ignore(Predicate<BaselineOperation> those) {
        ignores = those;
    }

    public synchronized List<BaselineOperation> performed() {
        return List.copyOf(performed);
    }

    @Override
    public void close() {}
}
