package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.Gateway;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node must have for its role, in the kernel's terms.
 *
 * @param modules loaded now and at boot, in the order of their names
 * @param settings each key once; all of them hold before an address comes
 * @param gateway where the default route must lead; empty when that is nobody's concern
 */
public record Baseline(
        List<String> modules,
        List<Setting> settings,
        List<Device> devices,
        Set<DesiredAddress> addresses,
        Optional<Gateway> gateway) {

    /** Nothing: what a node has that left the fleet. */
    public static final Baseline NONE = new Baseline(List.of(), List.of(), List.of(), Set.of(), Optional.empty());

    public Baseline {
        modules = List.copyOf(modules);
        settings = List.copyOf(settings);
        devices = List.copyOf(devices);
        addresses = Set.copyOf(addresses);
    }
}
