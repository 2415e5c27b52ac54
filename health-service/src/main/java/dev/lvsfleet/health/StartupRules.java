package dev.lvsfleet.health;

import dev.lvsfleet.contract.FleetName;
import java.util.Optional;

/** Whether the service can start with its settings. */
final class StartupRules {

    private StartupRules() {}

    /** One sentence that says which setting is wrong and what it should be; nothing when all will do. */
    static Optional<String> fault(HealthSettings settings, Optional<String> bootstrapServers) {
        if (settings.site().isEmpty()) {
            return Optional.of("lvsfleet.health.site is not set: give the name of the site to probe.");
        }
        if (!FleetName.isValid(settings.site().orElseThrow())) {
            return Optional.of(notAName("lvsfleet.health.site", settings.site().orElseThrow()));
        }
        if (!FleetName.isValid(settings.vantage())) {
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
        return setting + " is '" + value + "', it must be " + FleetName.RULE + ".";
    }
}
