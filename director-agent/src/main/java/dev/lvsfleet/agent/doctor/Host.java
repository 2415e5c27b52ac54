package dev.lvsfleet.agent.doctor;

import dev.lvsfleet.agent.baseline.NodeState;
import dev.lvsfleet.linux.rtnetlink.Link;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The node as the doctor sees it.
 *
 * @param state with the settings of {@link HostRules#inquiry} and the IPv4 default route
 * @param links every interface
 * @param builtIn those of the modules asked for that are a part of the kernel
 * @param bootModules every module that a file names to be loaded at boot
 */
public record Host(NodeState state, List<Link> links, Set<String> builtIn, Set<String> bootModules) {

    public Host {
        links = List.copyOf(links);
        builtIn = Set.copyOf(builtIn);
        bootModules = Set.copyOf(bootModules);
    }

    Optional<Link> link(String name) {
        return links.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    Optional<Link> link(int index) {
        return links.stream().filter(it -> it.index() == index).findFirst();
    }
}
