package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Forwarding;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.problem.FieldError;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which real servers a service can have, in its pool and in its fallback. */
final class RealServerRules {

    private record Backend(InetAddress address, int port) {}

    private final VirtualService service;
    private final Map<Backend, String> seen = new HashMap<>();
    private final List<FieldError> errors = new ArrayList<>();

    private RealServerRules(VirtualService service) {
        this.service = service;
    }

    static List<FieldError> check(VirtualService service) {
        RealServerRules rules = new RealServerRules(service);
        rules.pool("realServers", service.realServers());
        rules.pool("fallback", service.fallback());
        return rules.errors;
    }

    private void pool(String name, List<RealServer> servers) {
        for (int i = 0; i < servers.size(); i++) {
            String at = name + "[" + i + "]";
            RealServer server = servers.get(i);
            Forwarding forwarding = service.delivery().to(server).forwarding();
            port(at, server, forwarding);
            tunnel(at, server, forwarding);
            thresholds(at, server);
            address(at, server, forwarding);
            String first = seen.putIfAbsent(new Backend(server.address(), server.port()), at);
            if (first != null) {
                error(at, "Is the same real server as " + first + ".");
            }
        }
    }

    private void port(String at, RealServer server, Forwarding forwarding) {
        if (service.endpoint() instanceof ServiceEndpoint.Address
                && !service.endpoint().hasPort()) {
            if (server.port() != 0) {
                error(at + ".port", "Must be left out: the packets of a service for every port keep theirs.");
            }
            return;
        }
        if (forwarding.mapsPorts()) {
            return;
        }
        String because =
                ": with forwarding " + ServiceWords.of(forwarding) + " the packet keeps it; only nat maps ports.";
        switch (service.endpoint()) {
            case ServiceEndpoint.Address address -> {
                if (server.port() != address.port()) {
                    error(at + ".port", "Must be the service's port " + address.port() + because);
                }
            }
            case ServiceEndpoint.FirewallMark _ -> {
                if (server.port() != 0) {
                    error(at + ".port", "Must be left out" + because);
                }
            }
        }
    }

    private void tunnel(String at, RealServer server, Forwarding forwarding) {
        if (server.tunnel() == null) {
            return;
        }
        errors.addAll(TunnelRules.check(at + ".tunnel", server.tunnel()));
        if (forwarding != Forwarding.TUNNEL) {
            error(at + ".tunnel", "Must be left out with forwarding " + ServiceWords.of(forwarding) + ".");
        }
    }

    private void thresholds(String at, RealServer server) {
        if (server.lowerThreshold() > server.upperThreshold()) {
            error(at + ".lowerThreshold", "Must be at most the upperThreshold, " + server.upperThreshold() + ".");
        }
    }

    private void address(String at, RealServer server, Forwarding forwarding) {
        if (service.addresses().contains(server.address())) {
            error(at + ".address", "Must not be the virtual address itself.");
        }
        AddressFamily its = AddressFamily.of(server.address());
        AddressFamily family = service.endpoint().family();
        if (its != family && forwarding != Forwarding.TUNNEL) {
            error(
                    at + ".address",
                    "Is " + ServiceWords.of(its) + " behind an " + ServiceWords.of(family)
                            + " service: only forwarding tun gets there.");
        }
    }

    private void error(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
