package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.AdmissionRules.Recipient;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.agent.verdict.Verdicts;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.PoolPolicy;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Documents of one node, {@code director-1} at {@code lab}, as a control plane would write and sign them. */
public final class Documents {

    public static final KeyPair KEY = KeyFiles.generate();
    public static final Recipient RECIPIENT =
            new Recipient("director-1", "lab", new DocumentVerifier(List.of(KEY.getPublic())));
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    public static final InetAddress VIP = InetAddress.ofLiteral("192.168.148.161");

    private Documents() {}

    public static DesiredState state(long revision, DesiredService... services) {
        return new DesiredState(
                DesiredState.SCHEMA,
                "director-1",
                revision,
                "lab",
                "edge",
                NOON,
                List.of(new DesiredAddress(VIP, 32, "eth0")),
                List.of(services));
    }

    public static DesiredService web(DesiredRealServer... realServers) {
        return service("web", 80, realServers);
    }

    public static DesiredService service(String name, int port, DesiredRealServer... realServers) {
        return service(name, new ServiceEndpoint.Address(Protocol.TCP, VIP, port), realServers);
    }

    /** A service with nothing but an endpoint and real servers. */
    public static DesiredService service(String name, ServiceEndpoint endpoint, DesiredRealServer... realServers) {
        return new DesiredService(
                name, endpoint, Scheduler.WRR, Set.of(), null, List.of(realServers), List.of(), PoolPolicy.DEFAULT);
    }

    /** {@link #web} with a policy, and with these to stand in for its pool. */
    public static DesiredService web(
            PoolPolicy policy, List<DesiredRealServer> fallback, DesiredRealServer... realServers) {
        return new DesiredService(
                "web",
                new ServiceEndpoint.Address(Protocol.TCP, VIP, 80),
                Scheduler.WRR,
                Set.of(),
                null,
                List.of(realServers),
                fallback,
                policy);
    }

    /** A real server 192.168.148.{@code host}:80 that target {@code t-host} is probed for. */
    public static DesiredRealServer real(int host, int weight) {
        return direct(InetAddress.ofLiteral("192.168.148." + host), 80, weight, "t-" + host);
    }

    /** A real server without connection limits, by direct routing. */
    public static DesiredRealServer direct(InetAddress address, int port, int weight, @Nullable String target) {
        return new DesiredRealServer(address, port, weight, 0, 0, Forwarding.DIRECT_ROUTING, null, target);
    }

    /** The verdicts that condemn the targets of these hosts. */
    public static Verdicts down(int... hosts) {
        Map<String, HealthVerdict> byTarget = new HashMap<>();
        IntStream.of(hosts).forEach(host -> byTarget.put("t-" + host, verdict(host, HealthVerdict.Health.DOWN)));
        return new Verdicts(byTarget);
    }

    public static HealthVerdict verdict(int host, HealthVerdict.Health health) {
        return new HealthVerdict(1, "t-" + host, health, NOON, "probed", "health-1");
    }

    public static SignedDocument signed(DesiredState state) {
        return signed(ContractJson.encode(state));
    }

    public static SignedDocument signed(byte[] content) {
        return new SignedDocument(content, new DocumentSigner(KEY.getPrivate()).sign(content));
    }

    public static AcceptedDocument accepted(DesiredState state) {
        return new AcceptedDocument(state, signed(state), NOON, System.nanoTime());
    }
}
