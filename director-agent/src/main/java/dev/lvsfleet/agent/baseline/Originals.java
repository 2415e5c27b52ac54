package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.linux.fou.GueListener;
import dev.lvsfleet.linux.rtnetlink.DefaultRoute;
import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node was before it was prepared, and what on it is ours: only that is ever taken back.
 *
 * @param devices those that we made, or only raised
 * @param listeners those that we opened
 * @param addresses those that we put
 */
public record Originals(
        Map<SysctlKey, Value> settings,
        Map<String, Claim> devices,
        Set<GueListener> listeners,
        Set<DesiredAddress> addresses,
        Optional<Route> route) {

    public static final Originals NONE = new Originals(Map.of(), Map.of(), Set.of(), Set.of(), Optional.empty());

    public Originals {
        settings = Map.copyOf(settings);
        devices = Map.copyOf(devices);
        listeners = Set.copyOf(listeners);
        addresses = Set.copyOf(addresses);
    }

    /** A setting's value before our first change, and the one we gave it last. */
    public record Value(String before, String given) {}

    /** The default route before our first change, if there was one, and the one we gave last. */
    public record Route(Optional<DefaultRoute> before, DefaultRoute given) {}

    /** What we did to a device. */
    public enum Claim {
        MADE,
        RAISED
    }

    boolean isEmpty() {
        return equals(NONE);
    }
}
