package dev.lvsfleet.agent.rules;

import dev.lvsfleet.contract.AddressText;
import dev.lvsfleet.contract.DesiredRealServer;
import java.net.InetAddress;

/** What makes a real server the same one within its service, whatever its check, weight or forwarding. */
public record Backend(InetAddress address, int port) {

    public static Backend of(DesiredRealServer server) {
        return new Backend(server.address(), server.port());
    }

    @Override
    public String toString() {
        String literal = AddressText.of(address);
        return (literal.indexOf(':') < 0 ? literal : "[" + literal + "]") + ":" + port;
    }
}
