package dev.lvsfleet.controlplane.realserver;

import dev.lvsfleet.contract.AddressFamily;
import dev.lvsfleet.contract.Gateway;
import dev.lvsfleet.contract.InterfaceName;
import dev.lvsfleet.controlplane.body.FieldReader;
import dev.lvsfleet.controlplane.body.Name;
import dev.lvsfleet.controlplane.virtualservice.AddressRules;
import java.net.InetAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real server as the operator describes it; its site is for life.
 *
 * @param address the RIP, as virtual services name it
 * @param networkInterface the one that carries the address, for example {@code eth0}
 * @param gateway null when nobody says where the default route leads
 */
record RealServerNode(
        String name,
        String site,
        InetAddress address,
        String networkInterface,
        @Nullable Gateway gateway) {

    private static final InetAddress STAND_IN = InetAddress.ofLiteral("0.0.0.0");

    static RealServerNode read(FieldReader body, String inPath) {
        body.ignore("version", "desiredRevision", "appliedRevision", "readiness", "lastReport");
        RealServerNode node = new RealServerNode(
                Name.of(body, inPath),
                body.required("site", Name::parse, ""),
                body.required("address", AddressRules::unicast, STAND_IN),
                body.required("networkInterface", RealServerNode::interfaceName, ""),
                body.nested("gateway", RealServerNode::gateway).orElse(null));
        if (body.isRightSoFar()) {
            node.gatewayFault().ifPresent(fault -> body.error("gateway.address", fault));
        }
        return node;
    }

    /** The kernel takes such a route, and nothing comes back. */
    private Optional<String> gatewayFault() {
        if (gateway == null) {
            return Optional.empty();
        }
        if (gateway.address().equals(address)) {
            return Optional.of("Must not be the node's own address.");
        }
        return AddressFamily.of(gateway.address()) == AddressFamily.of(address)
                ? Optional.empty()
                : Optional.of("Must be of the same family as the node's address.");
    }

    Optional<Gateway> gatewayIfAny() {
        return Optional.ofNullable(gateway);
    }

    private static Gateway gateway(FieldReader body) {
        return new Gateway(
                body.required("address", AddressRules::unicast, STAND_IN), body.optionalBoolean("enforce", false));
    }

    private static String interfaceName(String text) {
        if (!InterfaceName.isValid(text)) {
            throw new IllegalArgumentException(
                    "Must be an interface name: 1 to 15 letters, digits and any of _ . @ -, a letter or digit first");
        }
        return text;
    }
}
