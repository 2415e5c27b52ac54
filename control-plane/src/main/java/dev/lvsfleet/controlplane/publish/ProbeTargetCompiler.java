package dev.lvsfleet.controlplane.publish;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.CheckTiming;
import dev.lvsfleet.contract.HealthCheck;
import dev.lvsfleet.contract.ProbeTarget;
import dev.lvsfleet.controlplane.virtualservice.RealServer;
import dev.lvsfleet.controlplane.virtualservice.ServiceCheck;
import dev.lvsfleet.controlplane.virtualservice.VirtualService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what has to be probed: equal checks of the same address and port are one target, whoever asks for them. */
public final class ProbeTargetCompiler {

    private static final int HASH_BYTES = 5;

    private ProbeTargetCompiler() {}

    /** The distinct targets of the services, by id. */
    public static Map<String, ProbeTarget> compile(List<VirtualService> services) {
        Map<String, ProbeTarget> targets = new HashMap<>();
        for (VirtualService service : services) {
            service.healthCheck().ifPresent(check -> add(targets, service, check));
        }
        return targets;
    }

    private static void add(Map<String, ProbeTarget> targets, VirtualService service, ServiceCheck check) {
        Function<RealServer, String> ids = ids(check);
        Stream.concat(service.realServers().stream(), service.fallback().stream())
                .forEach(server -> {
                    String id = ids.apply(server);
                    targets.putIfAbsent(
                            id,
                            new ProbeTarget(ProbeTarget.SCHEMA, id, server.address(), check.port(server), check.how()));
                });
    }

    /**
     * Names the targets of a check. Readable, then a short hash of everything the check says:
     * {@code http-192.168.148.132-80-1f0c9a7be2}. The hash is made once, not per real server: it is most of the work.
     */
    static Function<RealServer, String> ids(ServiceCheck check) {
        String kind = switch (check.how()) {
            case HealthCheck.Http ignored -> "http";
            case HealthCheck.Tcp ignored -> "tcp";
        };
        String hash = hash(canonical(check.how()));
        return server -> kind + "-" + AddressText.of(server.address()) + "-" + check.port(server) + "-" + hash;
    }

    /** Written out by hand: a renamed record component must not rename every target of the fleet. */
    private static String canonical(HealthCheck check) {
        return switch (check) {
            case HealthCheck.Http http ->
                "http\n" + http.path() + "\n" + http.statusCode() + "\n" + (http.host() == null ? "" : http.host())
                        + "\n" + canonical(http.timing());
            case HealthCheck.Tcp tcp -> "tcp\n" + canonical(tcp.timing());
        };
    }

    private static String canonical(CheckTiming timing) {
        return timing.interval() + "\n" + timing.connectTimeout() + "\n" + timing.retry() + "\n"
                + timing.delayBeforeRetry();
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
