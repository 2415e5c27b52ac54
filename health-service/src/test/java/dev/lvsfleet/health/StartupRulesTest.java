package dev.lvsfleet.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StartupRulesTest {

    private static final Optional<String> KAFKA = Optional.of("127.0.0.1:9092");

    private record Given(
            Optional<String> site, String vantage, Optional<Path> stateDir, String inFlight, String waiting)
            implements HealthSettings {}

    @Test
    void theDefaultsWillDo() {
        assertThat(fault("lab", "health", "512", "20000")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Lab", "lab.north", "-lab", "lab-", "lab_1"})
    void whatTheControlPlaneWouldNotNameASiteIsNoSiteAndNoVantage(String name) {
        assertThat(fault(name, "health", "512", "20000"))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("lvsfleet.health.site is '" + name + "'"));
        assertThat(fault("lab", name, "512", "20000"))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith("lvsfleet.health.vantage is '" + name + "'"));
    }

    @Test
    void aNameHasAtMost63Letters() {
        assertThat(fault("a".repeat(63), "health", "512", "20000")).isEmpty();
        assertThat(fault("a".repeat(64), "health", "512", "20000")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"many", "0", "-1", "10001", "99999999999"})
    void aNumberThatIsNoneOrOutOfItsRangeIsNamedWithItsRange(String inFlight) {
        assertThat(fault("lab", "health", inFlight, "20000"))
                .contains("lvsfleet.health.in-flight is '" + inFlight + "', it must be a number from 1 to 10000.");
    }

    private static Optional<String> fault(String site, String vantage, String inFlight, String waiting) {
        return StartupRules.fault(new Given(Optional.of(site), vantage, Optional.empty(), inFlight, waiting), KAFKA);
    }
}
