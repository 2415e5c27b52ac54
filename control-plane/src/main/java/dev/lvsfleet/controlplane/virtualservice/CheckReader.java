package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.body.FieldReader;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of a body that says how real servers are asked whether they can serve. */
final class CheckReader {

    static final List<String> TYPES = List.of("http", "tcp");

    private static final FieldReader.Parser<Duration> INTERVAL =
            DurationText.between(Duration.ofMillis(100), Duration.ofHours(1));
    private static final FieldReader.Parser<Duration> TIMEOUT =
            DurationText.between(Duration.ofMillis(10), Duration.ofMinutes(1));
    private static final FieldReader.Parser<Duration> DELAY =
            DurationText.between(Duration.ZERO, Duration.ofMinutes(10));

    private CheckReader() {}

    static ServiceCheck check(FieldReader body) {
        return new ServiceCheck(how(body), body.optionalInt("port", 1, ServiceReader.MAX_PORT, 0));
    }

    /** After a wrong type it reads on as http, which has every property there is. */
    private static HealthCheck how(FieldReader body) {
        return switch (body.required("type", CheckReader::checkType, "")) {
            case "tcp" -> new HealthCheck.Tcp(timing(body));
            default ->
                new HealthCheck.Http(
                        body.optional("path", CheckReader::path, "/"),
                        body.optionalInt("statusCode", 100, 599, 200),
                        emptyToNull(body.optional("host", CheckReader::host, "")),
                        timing(body));
        };
    }

    private static CheckTiming timing(FieldReader body) {
        return new CheckTiming(
                body.optional("interval", INTERVAL, Duration.ofSeconds(6)),
                body.optional("connectTimeout", TIMEOUT, Duration.ofSeconds(3)),
                body.optionalInt("retry", 0, 100, 3),
                body.optional("delayBeforeRetry", DELAY, Duration.ofSeconds(2)));
    }

    private static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static String checkType(String text) {
        if (!TYPES.contains(text)) {
            throw ServiceWords.notOneOf(TYPES.stream(), text);
        }
        return text;
    }

    private static String path(String text) {
        if (!text.startsWith("/") || text.length() > 1024 || !isVisibleAscii(text)) {
            throw new IllegalArgumentException(
                    "Must begin with a slash and have at most 1024 visible ASCII characters, no spaces.");
        }
        return text;
    }

    private static String host(String text) {
        if (text.isEmpty() || text.length() > 255 || !isVisibleAscii(text)) {
            throw new IllegalArgumentException("Must be 1 to 255 visible ASCII characters, no spaces.");
        }
        return text;
    }

    private static boolean isVisibleAscii(String text) {
        return text.chars().allMatch(c -> c > ' ' && c < 0x7f);
    }
}
