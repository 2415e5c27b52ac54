package dev.lvsfleet.agent.testing;

import dev.lvsfleet.agent.desired.AcceptedDocument;
import dev.lvsfleet.agent.desired.AdmissionRules.Recipient;
import dev.lvsfleet.agent.desired.SignedDocument;
import dev.lvsfleet.contract.ContractJson;
import dev.lvsfleet.contract.DesiredAddress;
import dev.lvsfleet.contract.DesiredRealServer;
import dev.lvsfleet.contract.DesiredService;
import dev.lvsfleet.contract.DesiredState;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.HealthVerdict;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.Scheduler;
import dev.lvsfleet.contract.signature.DocumentSigner;
import dev.lvsfleet.contract.signature.DocumentVerifier;
import dev.lvsfleet.contract.signature.KeyFiles;
import java.net.InetAddress;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;

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
                1,
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
        return new DesiredService(
                name, VIP, port, Protocol.TCP, Scheduler.WRR, Forwarding.DIRECT_ROUTING, List.of(realServers));
    }

    /** A real server 192.168.148.{@code host}:80 that target {@code t-host} is probed for. */
    public static DesiredRealServer real(int host, int weight) {
        return new DesiredRealServer(InetAddress.ofLiteral("192.168.148." + host), 80, weight, 0, 0, "t-" + host);
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
