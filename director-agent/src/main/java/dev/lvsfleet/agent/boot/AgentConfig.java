package dev.lvsfleet.agent.boot;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The settings of an agent, as they are written; {@link AgentSettings} are what they mean. */
@ConfigMapping(prefix = "lvsfleet.agent")
public interface AgentConfig {

    /** The name of this node, as the control plane knows it. */
    String node();

    /** The name of the site whose bus this is. */
    String site();

    /** Where the agent keeps what it must remember; made when it is not there. */
    Path stateDir();

    /** PEM files of the public keys whose signatures are obeyed, separated by commas. */
    List<Path> trustedKeys();

    /** How often the kernel is read again, and so how long drift lasts at most. */
    @WithDefault("10s")
    Duration resyncInterval();

    /** How often the node is examined. */
    @WithDefault("60s")
    Duration doctorInterval();

    /** What the node does: {@code director} or {@code real-server}. */
    @WithDefault("director")
    String role();

    /** Whether the node leaves the fleet: what was changed on it is put back, and no document is obeyed. */
    @WithDefault("false")
    boolean leave();

    /** Where files name the modules that the host loads at boot. */
    @WithDefault("/etc/modules-load.d")
    Path modulesLoadDir();

    /** What is shown of the services' traffic. */
    Metrics metrics();

    /** What is shown of the services' traffic. */
    interface Metrics {

        /** How many services and real servers have series of their own; beyond it real servers have none. */
        @WithDefault("20000")
        int entries();
    }

    /** What one document may take away. */
    Budget budget();

    /** What one document may take away. */
    interface Budget {

        /** How many per cent of the services and of the real servers, though always ten of each. */
        @WithDefault("50")
        int deletions();
    }
}
