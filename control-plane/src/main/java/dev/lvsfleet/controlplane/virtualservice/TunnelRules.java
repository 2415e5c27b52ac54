package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.Encapsulation;
import dev.lvsfleet.contract.Tunnel;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Which tunnels there are: the kernel refuses gue without a port, and takes everything else it then does not do. */
final class TunnelRules {

    private TunnelRules() {}

    static List<FieldError> check(String at, Tunnel tunnel) {
        List<FieldError> errors = new ArrayList<>();
        boolean needsPort = tunnel.encapsulation() == Encapsulation.GUE;
        if (needsPort && tunnel.port() == 0) {
            errors.add(new FieldError(at + ".port", "Is required with gue: the UDP port at the real server."));
        }
        if (!needsPort && tunnel.port() != 0) {
            errors.add(new FieldError(at + ".port", "Must be left out: only gue has a port."));
        }
        if (!tunnel.encapsulation().carries(tunnel.checksum())) {
            errors.add(new FieldError(
                    at + ".checksum",
                    ServiceWords.of(tunnel.encapsulation()) + " has no " + ServiceWords.of(tunnel.checksum()) + "."));
        }
        return errors;
    }
}
