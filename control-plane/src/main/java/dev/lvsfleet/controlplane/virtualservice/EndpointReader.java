package dev.lvsfleet.controlplane.virtualservice;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Protocol;
import dev.lvsfleet.contract.ServiceEndpoint;
import dev.lvsfleet.controlplane.body.FieldReader;
import java.net.InetAddress;
import java.util.List;

/** The part of a body that says which packets a service takes: an address, a port and a protocol, or a firewall mark. */
final class EndpointReader {

    private static final int MAX_ADDRESSES = 256;
    private static final long MAX_MARK = 0xffff_ffffL;
    private static final InetAddress STAND_IN = InetAddress.ofLiteral("0.0.0.0");

    /** What a service takes, and the addresses its directors hold for it. */
    record Served(ServiceEndpoint endpoint, List<InetAddress> addresses) {}

    private EndpointReader() {}

    static Served read(FieldReader body) {
        return body.has("firewallMark") ? mark(body) : address(body);
    }

    private static Served address(FieldReader body) {
        refuse(body, "Only with a firewallMark.", "family", "addresses");
        InetAddress address = body.required("address", AddressRules::unicast, STAND_IN);
        return new Served(
                new ServiceEndpoint.Address(
                        body.optional("protocol", ServiceWords::protocol, Protocol.TCP),
                        address,
                        body.requiredInt("port", 0, ServiceReader.MAX_PORT)),
                List.of(address));
    }

    private static Served mark(FieldReader body) {
        refuse(body, "Not with a firewallMark, which alone chooses the packets.", "address", "port", "protocol");
        return new Served(
                new ServiceEndpoint.FirewallMark(
                        body.optional("family", ServiceWords::family, AddressFamily.IPV4),
                        body.requiredLong("firewallMark", 1, MAX_MARK)),
                body.texts("addresses", MAX_ADDRESSES, AddressRules::unicast));
    }

    private static void refuse(FieldReader body, String message, String... fields) {
        for (String field : fields) {
            if (body.has(field)) {
                body.error(field, message);
            }
        }
    }
}
