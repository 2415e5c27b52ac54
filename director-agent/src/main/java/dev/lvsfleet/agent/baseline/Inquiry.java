package dev.lvsfleet.agent.baseline;

import dev.lvsfleet.linux.sysctl.SysctlKey;
import java.util.Set;

/**
 * What has to be known of a node: no more is read.
 *
 * @param route which default route matters
 */
public record Inquiry(Set<String> modules, Set<SysctlKey> settings, Family route) {

    /** The family of a default route. */
    public enum Family {
        NONE,
        IPV4,
        IPV6
    }

    public Inquiry {
        modules = Set.copyOf(modules);
        settings = Set.copyOf(settings);
    }
}
