package dev.lvsfleet.health;

import java.util.Optional;
import java.util.regex.Pattern;

/** Whether the service can start with its settings. */
final class StartupRules {

    /** As the control plane names sites. */
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
        return outside("lvsfleet.health.in-flight", settings.inFlight(), 1, 10_000)
                .or(() -> outside("lvsfleet.health.waiting", settings.waiting(), 0, 1_000_000));
    }

    private static Optional<String> outside(String setting, String value, int least, int most) {
        String fault = setting + " is '" + value + "', it must be a number from " + least + " to " + most + ".";
        try {
            int number = Integer.parseInt(value);
            return number < least || number > most ? Optional.of(fault) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.of(fault);
        }
    }

    private static String notAName(String setting, String value) {
        return setting + " is '" + value + "', it must be 1 to 63 lower-case letters, digits and hyphens,"
                + " with a letter or digit at both ends.";
    }
}
