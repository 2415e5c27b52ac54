package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.net.InetAddress;
import java.util.Set;

/**
 * What has to be known of a node: no more is read.
 *
 * @param route which default route matters
 * @param listeners whether it matters where GUE comes in
 * @param connections addresses of which matters whether a TCP connection uses them
 */
public record Inquiry(
        Set<String> modules, Set<SysctlKey> settings, Family route, boolean listeners, Set<InetAddress> connections) {

    /** The family of a default route. */
    public enum Family {
        NONE,
        IPV4,
        IPV6
    }

    public Inquiry {
        modules = Set.copyOf(modules);
        settings = Set.copyOf(settings);
        connections = Set.copyOf(connections);
    }

    /** One that asks for nobody's connections, and for no GUE. */
    public Inquiry(Set<String> modules, Set<SysctlKey> settings, Family route) {
        this(modules, settings, route, false, Set.of());
    }
}
