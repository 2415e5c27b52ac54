package dev.lvsfleet.health.targets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetRulesTest {

    @Test
    void theGuidesTargetCanBeProbed() {
        assertThat(fault("192.168.148.132", 80, "/health_check", 200, 6000, 3000, 3))
                .isEmpty();
    }

    @Test
    void aKeyThatIsNotTheIdIsAFault() {
        ProbeTarget target = target("192.168.148.132", 80, "/", 200, 6000, 3000, 3);

        assertThat(TargetRules.fault("other", target))
                .hasValueSatisfying(fault -> assertThat(fault).contains("key"));
    }

    @ParameterizedTest
    @CsvSource({
        "224.0.0.18, 80, /, 200, 6000, 3000, 3, address",
        "192.168.148.132, 0, /, 200, 6000, 3000, 3, port",
        "192.168.148.132, 70000, /, 200, 6000, 3000, 3, port",
        "192.168.148.132, 80, health, 200, 6000, 3000, 3, check.path",
        "192.168.148.132, 80, '/a b', 200, 6000, 3000, 3, check.path",
        "192.168.148.132, 80, /, 999, 6000, 3000, 3, check.statusCode",
        "192.168.148.132, 80, /, 200, 0, 3000, 3, check.timing.interval",
        "192.168.148.132, 80, /, 200, 6000, 0, 3, check.timing.connectTimeout",
        "192.168.148.132, 80, /, 200, 6000, 3000, -1, check.timing.retry",
    })
    void whatCannotBeProbedIsNamed(
            String address, int port, String path, int status, long interval, long timeout, int retry, String field) {
        assertThat(fault(address, port, path, status, interval, timeout, retry))
                .hasValueSatisfying(fault -> assertThat(fault).startsWith(field));
    }

    private static Optional<String> fault(
            String address, int port, String path, int status, long interval, long timeout, int retry) {
        return TargetRules.fault("t", target(address, port, path, status, interval, timeout, retry));
    }

    private static ProbeTarget target(
            String address, int port, String path, int status, long interval, long timeout, int retry) {
        CheckTiming timing =
                new CheckTiming(Duration.ofMillis(interval), Duration.ofMillis(timeout), retry, Duration.ofSeconds(2));
        HealthCheck check = new HealthCheck.Http(path, status, null, timing);
        return new ProbeTarget(ProbeTarget.SCHEMA, "t", InetAddress.ofLiteral(address), port, check);
    }
}
