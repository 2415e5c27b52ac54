package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.controlplane.body.DurationText;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A request body read as a virtual service; the defaults are keepalived's, the bounds ours. */
final class ServiceReader {

    static final int MAX_REAL_SERVERS = 1000;
    private static final int MAX_PORT = 65_535;
    private static final InetAddress STAND_IN = InetAddress.ofLiteral("0.0.0.0");
    private static final FieldReader.Parser<Duration> INTERVAL =
            DurationText.between(Duration.ofMillis(100), Duration.ofHours(1));
    private static final FieldReader.Parser<Duration> TIMEOUT =
            DurationText.between(Duration.ofMillis(10), Duration.ofMinutes(1));
    private static final FieldReader.Parser<Duration> DELAY =
            DurationText.between(Duration.ZERO, Duration.ofMinutes(10));

    private ServiceReader() {}

    static VirtualService read(FieldReader body, String inPath) {
        body.ignore("version", "revision");
        VirtualService service = new VirtualService(
                Name.of(body, inPath),
                body.required("group", Name::parse, ""),
                body.required("address", AddressRules::unicast, STAND_IN),
                body.requiredInt("port", 1, MAX_PORT),
                body.optional("protocol", ServiceWords::protocol, Protocol.TCP),
                body.required("scheduler", ServiceWords::scheduler, Scheduler.WRR),
                body.required("forwarding", ServiceWords::forwarding, Forwarding.DIRECT_ROUTING),
                body.list("realServers", MAX_REAL_SERVERS, ServiceReader::realServer),
                body.nested("healthCheck", ServiceReader::check).orElse(null));
        if (body.isRightSoFar()) {
            ServiceRules.check(service).forEach(error -> body.error(error.field(), error.message()));
        }
        return service;
    }

    private static RealServer realServer(FieldReader body) {
        return new RealServer(
                body.required("address", AddressRules::unicast, STAND_IN),
                body.requiredInt("port", 1, MAX_PORT),
                body.optionalInt("weight", 0, Integer.MAX_VALUE, 1),
                body.optionalInt("upperThreshold", 0, Integer.MAX_VALUE, 0),
                body.optionalInt("lowerThreshold", 0, Integer.MAX_VALUE, 0));
    }

    /** After a wrong type it reads on as http, which has every property there is. */
    private static HealthCheck check(FieldReader body) {
        return switch (body.required("type", ServiceReader::checkType, "")) {
            case "tcp" -> new HealthCheck.Tcp(timing(body));
            default ->
                new HealthCheck.Http(
                        body.optional("path", ServiceReader::path, "/"),
                        body.optionalInt("statusCode", 100, 599, 200),
                        emptyToNull(body.optional("host", ServiceReader::host, "")),
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
        if (!List.of("http", "tcp").contains(text)) {
            throw new IllegalArgumentException("Must be http or tcp.");
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
