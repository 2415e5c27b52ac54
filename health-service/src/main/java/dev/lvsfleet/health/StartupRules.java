package dev.lvsfleet.health;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the service can start with its settings. */
final class StartupRules {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private StartupRules() {}

    /** One sentence that says which setting is wrong and what it should be; nothing when all will do. */
    static Optional<String> fault(HealthSettings settings, Optional<String> bootstrapServers) {
        if (settings.site().isEmpty()) {
            return Optional.of("lvsfleet.health.site is not set: give the name of the site to probe.");
        }
        if (!NAME.matcher(settings.site().orElseThrow()).matches()) {
            return Optional.of(notAName("lvsfleet.health.site", settings.site().orElseThrow()));
        }
        if (!NAME.matcher(settings.vantage()).matches()) {
            return Optional.of(notAName("lvsfleet.health.vantage", settings.vantage()));
        }
        if (bootstrapServers.isEmpty()) {
            return Optional.of("kafka.bootstrap.servers is not set: give host:port of the site's Kafka.");
        }
        if (settings.inFlight() < 1 || settings.inFlight() > 10_000) {
            return Optional.of("lvsfleet.health.in-flight is " + settings.inFlight() + ", it must be 1 to 10000.");
        }
        if (settings.waiting() < 0 || settings.waiting() > 1_000_000) {
            return Optional.of("lvsfleet.health.waiting is " + settings.waiting() + ", it must be 0 to 1000000.");
        }
        return Optional.empty();
    }

    private static String notAName(String setting, String value) {
        return setting + " is '" + value + "', it must be lower-case letters, digits and hyphens, at most 63.";
    }
}
