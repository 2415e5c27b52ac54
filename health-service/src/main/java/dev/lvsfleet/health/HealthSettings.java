package dev.lvsfleet.health;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/** The service's own settings as they were given; {@link StartupRules} says which values will do. Numbers are text until then. */
@ConfigMapping(prefix = "lvsfleet.health")
public interface HealthSettings {

    /** The site whose targets are probed, part of the topics' names. */
    Optional<String> site();

    /** The place it is probed from: instances of one vantage share its targets. */
    @WithDefault("health")
    String vantage();

    /** Where records that were not understood are kept; without it they are only reported. */
    Optional<Path> stateDir();

    /** Attempts at once; each holds a file descriptor. */
    @WithDefault("512")
    String inFlight();

    /** Attempts that may wait for their turn. */
    @WithDefault("20000")
    String waiting();
}
