package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.net.InetAddress;

/** Which packets a virtual service takes, and with that its identity in the kernel's table. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = ServiceEndpoint.Address.class, name = "address"),
    @JsonSubTypes.Type(value = ServiceEndpoint.FirewallMark.class, name = "firewall-mark")
})
public sealed interface ServiceEndpoint {

    /** The family of the packets; a real server of the other one can only be reached by tunnel. */
    AddressFamily family();

    /** Whether all its packets come to one port; where they do not, a real server sees the one they came to. */
    boolean hasPort();

    /**
     * Those sent to one address, on one port or on all of them.
     *
     * @param address the VIP
     * @param port 1 to 65535; 0 for every port, which takes persistence
     */
    record Address(Protocol protocol, InetAddress address, int port) implements ServiceEndpoint {

        public Address {
            requireNonNull(protocol, "protocol is null");
            requireNonNull(address, "address is null");
        }

        @Override
        public AddressFamily family() {
            return AddressFamily.of(address);
        }

        @Override
        public boolean hasPort() {
            return port != 0;
        }
    }

    /**
     * Those that the node's firewall has marked, whatever their address, port and protocol.
     *
     * @param mark 1 to 2^32-1; the kernel takes 0 too, for a service of 0.0.0.0:0
     */
    record FirewallMark(AddressFamily family, long mark) implements ServiceEndpoint {

        public FirewallMark {
            requireNonNull(family, "family is null");
        }

        @Override
        public boolean hasPort() {
            return false;
        }
    }
}
