package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.Tunnel;
import org.jspecify.annotations.Nullable;

/**
 * How packets get to a real server.
 *
 * @param tunnel what tunnelled ones travel in; null for plain IP in IP where there is a tunnel
 */
public record Delivery(Forwarding forwarding, @Nullable Tunnel tunnel) {

    /** How they get to this one, which may say otherwise; with a tunnel exactly when they are tunnelled. */
    public Delivery to(RealServer server) {
        Forwarding its = server.forwarding() == null ? forwarding : server.forwarding();
        return new Delivery(its, its == Forwarding.TUNNEL ? tunnelTo(server) : null);
    }

    private Tunnel tunnelTo(RealServer server) {
        if (server.tunnel() != null) {
            return server.tunnel();
        }
        return tunnel == null ? Tunnel.PLAIN : tunnel;
    }
}
