package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.agent.baseline.BaselineOperation.ChangeSetting;
import dev.lvsfleet.agent.baseline.BaselineOperation.CloseListener;
import dev.lvsfleet.agent.baseline.BaselineOperation.CreateDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.DeleteDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.LoadModule;
import dev.lvsfleet.agent.baseline.BaselineOperation.LowerDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.OpenListener;
import dev.lvsfleet.agent.baseline.BaselineOperation.PutAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.RaiseDevice;
import dev.lvsfleet.agent.baseline.BaselineOperation.RemoveBootModules;
import dev.lvsfleet.agent.baseline.BaselineOperation.ReplaceRoute;
import dev.lvsfleet.agent.baseline.BaselineOperation.RestoreRoute;
import dev.lvsfleet.agent.baseline.BaselineOperation.RestoreSetting;
import dev.lvsfleet.agent.baseline.BaselineOperation.TakeAddress;
import dev.lvsfleet.agent.baseline.BaselineOperation.WriteBootModules;
import dev.lvsfleet.agent.baseline.Originals.Claim;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Decides the next step of a node towards its baseline: what can be done now that the node is as it is.
 *
 * <p>A step that needs another one first, an address its settings, a setting its device, is not in the plan until the node
 * shows that the other one is done; so an address never comes before ARP is silent, however operations fail. Plan again
 * after each step until there is nothing to do.
 */
public final class BaselinePlanner {

    private final Baseline desired;
    private final NodeState observed;
    private final Originals originals;
    private final Withdrawals withdrawals;
    private final List<BaselineOperation> plan = new ArrayList<>();

    private BaselinePlanner(Baseline desired, NodeState observed, Originals originals, Withdrawals withdrawals) {
        this.desired = desired;
        this.observed = observed;
        this.originals = originals;
        this.withdrawals = withdrawals;
    }

    /** In the order in which they are to be done; equal inputs give equal plans. */
    static List<BaselineOperation> plan(
            Baseline desired, NodeState observed, Originals originals, Withdrawals withdrawals) {
        BaselinePlanner planner = new BaselinePlanner(desired, observed, originals, withdrawals);
        planner.modules();
        planner.listeners();
        planner.rivals();
        planner.devices();
        planner.settings();
        planner.addresses();
        planner.gateway();
        planner.withdrawals();
        return List.copyOf(planner.plan);
    }

    private void modules() {
        desired.modules().stream()
                .filter(it -> !observed.modules().contains(it))
                .forEach(it -> plan.add(new LoadModule(it)));
        if (desired.modules().isEmpty()) {
            observed.bootModules().ifPresent(_ -> plan.add(new RemoveBootModules()));
        } else if (!observed.bootModules().equals(Optional.of(desired.modules()))) {
            plan.add(new WriteBootModules(desired.modules()));
        }
    }

    private void listeners() {
        if (observed.modules().contains(RealServerCompiler.GUE_MODULE)) {
            sorted(desired.listeners()).stream()
                    .filter(it -> !observed.listeners().contains(it))
                    .forEach(it -> plan.add(new OpenListener(it)));
        }
    }

    /** At once and with its addresses: no drained connection has a use for it, as directors wrap each packet as they now do. */
    private void rivals() {
        desired.rivals().stream()
                .sorted()
                .filter(it -> originals.devices().get(it) == Claim.MADE)
                .filter(it -> observed.links().containsKey(it))
                .forEach(it -> plan.add(new DeleteDevice(it)));
    }

    private void devices() {
        for (Device device : desired.devices()) {
            if (!observed.links().containsKey(device.name())) {
                // Its module brings it, so that making it is for a kernel whose module does not.
                if (observed.modules().contains(device.module())) {
                    plan.add(new CreateDevice(device));
                }
            } else if (!observed.isUp(device.name())) {
                plan.add(new RaiseDevice(device.name()));
            }
        }
    }

    private void settings() {
        for (Setting setting : desired.settings()) {
            String value = observed.settings().get(setting.key());
            if (value != null && !value.equals(setting.value())) {
                plan.add(new ChangeSetting(setting.key(), value, setting.value()));
            }
        }
    }

    private void addresses() {
        boolean settled = desired.settings().stream().allMatch(it -> observed.holds(it) || observed.lacks(it.key()));
        if (settled) {
            ordered(desired.addresses()).stream()
                    .filter(it -> !observed.addresses().contains(it) && observed.isUp(it.networkInterface()))
                    .forEach(it -> plan.add(new PutAddress(it)));
        }
    }

    private void gateway() {
        if (OriginalsRules.hasFormerRoute(originals, desired)) {
            return; // the route that was read is of the former family
        }
        desired.gateway().filter(Gateway::enforce).ifPresent(gateway -> {
            boolean right = observed.route()
                    .map(route -> gateway.address().equals(route.gateway()))
                    .orElse(false);
            if (!right) {
                boolean ipv6 = gateway.address() instanceof Inet6Address;
                long metric = observed.route().map(DefaultRoute::metric).orElse(0L);
                plan.add(new ReplaceRoute(observed.route(), new DefaultRoute(ipv6, gateway.address(), 0, metric)));
            }
        });
    }

    /** Addresses first; devices and settings when the addresses are gone, and drained connections have no more need of them. */
    private void withdrawals() {
        boolean restMayGo = withdrawals.rest() != Withdrawal.NOT_YET;
        Set<DesiredAddress> surplus = new HashSet<>(originals.addresses());
        surplus.removeAll(desired.addresses());
        surplus.retainAll(observed.addresses());
        ordered(surplus).stream().filter(this::mayGo).forEach(it -> plan.add(new TakeAddress(it)));
        if (surplus.isEmpty() && restMayGo) {
            surplusListeners();
            surplusDevices();
            surplusSettings();
        }
        boolean former = OriginalsRules.hasFormerRoute(originals, desired);
        if (former || (desired.gateway().filter(Gateway::enforce).isEmpty() && restMayGo)) {
            originals
                    .route()
                    .filter(it -> OriginalsRules.stands(it, observed))
                    .ifPresent(it -> plan.add(new RestoreRoute(it.given(), it.before())));
        }
    }

    private boolean mayGo(DesiredAddress address) {
        return switch (withdrawals.of(address)) {
            case NOT_YET -> false;
            case WHEN_UNUSED -> !observed.used().contains(address.address());
            case AT_ONCE -> true;
        };
    }

    private void surplusListeners() {
        sorted(originals.listeners()).stream()
                .filter(it -> !desired.listeners().contains(it)
                        && observed.listeners().contains(it))
                .forEach(it -> plan.add(new CloseListener(it)));
    }

    private void surplusDevices() {
        Set<String> wanted = desired.devices().stream().map(Device::name).collect(Collectors.toSet());
        wanted.addAll(desired.rivals()); // these are gone already
        originals.devices().entrySet().stream()
                .filter(it ->
                        !wanted.contains(it.getKey()) && OriginalsRules.stands(it.getKey(), it.getValue(), observed))
                .sorted(Map.Entry.comparingByKey())
                .forEach(it -> plan.add(
                        it.getValue() == Claim.MADE ? new DeleteDevice(it.getKey()) : new LowerDevice(it.getKey())));
    }

    /** Only values that are still as we gave them: whoever changed one since had a reason. */
    private void surplusSettings() {
        Set<SysctlKey> wanted = desired.settings().stream().map(Setting::key).collect(Collectors.toSet());
        originals.settings().entrySet().stream()
                .filter(it -> !wanted.contains(it.getKey()))
                .filter(it -> OriginalsRules.stands(it.getKey(), it.getValue(), observed))
                .sorted(Comparator.comparing(it -> it.getKey().toString()))
                .forEach(it ->
                        plan.add(new RestoreSetting(it.getKey(), it.getValue().before())));
    }

    private static List<GueListener> sorted(Collection<GueListener> listeners) {
        return listeners.stream()
                .sorted(Comparator.comparing(GueListener::toString))
                .toList();
    }

    private static List<DesiredAddress> ordered(Collection<DesiredAddress> addresses) {
        return addresses.stream()
                .sorted(Comparator.comparing(
                        it -> it.networkInterface() + " " + it.address().getHostAddress()))
                .toList();
    }
}
