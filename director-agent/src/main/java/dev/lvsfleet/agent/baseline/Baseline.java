package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.linux.fou.GueListener;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a node must have for its role, in the kernel's terms.
 *
 * @param modules loaded now and at boot, in the order of their names
 * @param settings each key once; all of them hold before an address comes
 * @param rivals devices of our own that would get the packets of one of these, and drop them: none of them may be there
 * @param listeners where GUE comes in
 * @param gateway where the default route must lead; empty when that is nobody's concern
 */
public record Baseline(
        List<String> modules,
        List<Setting> settings,
        List<Device> devices,
        Set<String> rivals,
        Set<GueListener> listeners,
        Set<DesiredAddress> addresses,
        Optional<Gateway> gateway) {

    /** Nothing: what a node has that left the fleet. */
    public static final Baseline NONE = new Baseline(List.of(), List.of(), List.of(), Set.of(), Optional.empty());

    public Baseline {
        modules = List.copyOf(modules);
        settings = List.copyOf(settings);
        devices = List.copyOf(devices);
        rivals = Set.copyOf(rivals);
        listeners = Set.copyOf(listeners);
        addresses = Set.copyOf(addresses);
    }

    /** One without any GUE or GRE. */
    public Baseline(
            List<String> modules,
            List<Setting> settings,
            List<Device> devices,
            Set<DesiredAddress> addresses,
            Optional<Gateway> gateway) {
        this(modules, settings, devices, Set.of(), Set.of(), addresses, gateway);
    }
}
