package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.Originals.Claim;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet6Address;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is remembered around a change: before it, all that it will change; after it, only what is wanted or still
 * as we made it. A crash in between leaves a claim on something that is not so, which lapses.
 */
public final class OriginalsRules {

    private OriginalsRules() {}

    /** What must be on disk before the first of these operations. */
    public static Originals claimed(Originals originals, List<BaselineOperation> plan) {
        Map<SysctlKey, Originals.Value> settings = new HashMap<>(originals.settings());
        Map<String, Claim> devices = new HashMap<>(originals.devices());
        Set<GueListener> listeners = new HashSet<>(originals.listeners());
        Set<DesiredAddress> addresses = new HashSet<>(originals.addresses());
        Optional<Originals.Route> route = originals.route();
        for (BaselineOperation operation : plan) {
            switch (operation) {
                case BaselineOperation.ChangeSetting(SysctlKey key, String from, String to) ->
                    settings.merge(
                            key, new Originals.Value(from, to), (known, _) -> new Originals.Value(known.before(), to));
                case BaselineOperation.CreateDevice(Device device) -> devices.put(device.name(), Claim.MADE);
                case BaselineOperation.RaiseDevice(String name) -> devices.putIfAbsent(name, Claim.RAISED);
                case BaselineOperation.OpenListener(GueListener listener) -> listeners.add(listener);
                case BaselineOperation.PutAddress(DesiredAddress address) -> addresses.add(address);
                case BaselineOperation.ReplaceRoute(Optional<DefaultRoute> from, DefaultRoute to) ->
                    route = Optional.of(new Originals.Route(
                            route.map(Originals.Route::before).orElse(from), to));
                case BaselineOperation.LoadModule _,
                        BaselineOperation.WriteBootModules _,
                        BaselineOperation.RemoveBootModules _,
                        BaselineOperation.CloseListener _,
                        BaselineOperation.TakeAddress _,
                        BaselineOperation.LowerDevice _,
                        BaselineOperation.DeleteDevice _,
                        BaselineOperation.RestoreSetting _,
                        BaselineOperation.RestoreRoute _ -> {}
            }
        }
        return new Originals(settings, devices, listeners, addresses, route);
    }

    /** What is still to be remembered when the node is as observed. */
    public static Originals remaining(Originals originals, Baseline desired, NodeState observed) {
        Map<SysctlKey, Originals.Value> settings = new HashMap<>(originals.settings());
        Set<SysctlKey> keys = keys(desired);
        settings.entrySet()
                .removeIf(it -> !keys.contains(it.getKey()) && !stands(it.getKey(), it.getValue(), observed));
        Map<String, Claim> devices = new HashMap<>(originals.devices());
        Set<String> names = desired.devices().stream().map(Device::name).collect(Collectors.toSet());
        devices.entrySet()
                .removeIf(it -> !names.contains(it.getKey()) && !stands(it.getKey(), it.getValue(), observed));
        Set<GueListener> listeners = new HashSet<>(originals.listeners());
        listeners.removeIf(
                it -> !desired.listeners().contains(it) && !observed.listeners().contains(it));
        Set<DesiredAddress> addresses = new HashSet<>(originals.addresses());
        addresses.removeIf(
                it -> !desired.addresses().contains(it) && !observed.addresses().contains(it));
        boolean wanted = desired.gateway().filter(Gateway::enforce).isPresent() && !hasFormerRoute(originals, desired);
        return new Originals(
                settings,
                devices,
                listeners,
                addresses,
                originals.route().filter(it -> wanted || stands(it, observed)));
    }

    /** Settings that nobody wants any more and that somebody else has changed since we did, in words. */
    public static List<String> abandoned(Originals originals, Baseline desired, NodeState observed) {
        Set<SysctlKey> keys = keys(desired);
        return originals.settings().entrySet().stream()
                .filter(it -> !keys.contains(it.getKey()))
                .filter(it -> isElse(observed.settings().get(it.getKey()), it.getValue()))
                .map(it -> it.getKey() + " is " + observed.settings().get(it.getKey()) + ", neither our "
                        + it.getValue().given() + " nor the " + it.getValue().before()
                        + " before it, and is left alone")
                .sorted()
                .toList();
    }

    private static boolean isElse(@Nullable String now, Originals.Value value) {
        return now != null && !now.equals(value.given()) && !now.equals(value.before());
    }

    /** Whether a setting still has the value that we gave it, and had another one before. */
    static boolean stands(SysctlKey key, Originals.Value value, NodeState observed) {
        return value.given().equals(observed.settings().get(key))
                && !value.given().equals(value.before());
    }

    /** Whether a device is still there as we made it. */
    static boolean stands(String name, Claim claim, NodeState observed) {
        return switch (claim) {
            case MADE -> observed.links().containsKey(name);
            case RAISED -> observed.isUp(name);
        };
    }

    /** Whether the route that we gave is of another family than the gateway wanted now: it is given back before that one counts. */
    static boolean hasFormerRoute(Originals originals, Baseline desired) {
        return originals.route().isPresent()
                && desired.gateway().isPresent()
                && originals.route().get().given().ipv6()
                        != desired.gateway().get().address() instanceof Inet6Address;
    }

    /** Whether the default route is still the one we gave. */
    static boolean stands(Originals.Route route, NodeState observed) {
        return observed.route()
                .filter(it -> it.metric() == route.given().metric()
                        && Objects.equals(it.gateway(), route.given().gateway()))
                .isPresent();
    }

    private static Set<SysctlKey> keys(Baseline desired) {
        return desired.settings().stream().map(Setting::key).collect(Collectors.toSet());
    }
}
