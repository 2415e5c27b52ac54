package dev.lvsfleet.ipvs;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** What makes a virtual service the same one to the kernel. */
public sealed interface ServiceKey {

    /** The version of IP of its packets; also that of its destinations, tunnelled ones excepted. */
    AddressFamily family();

    /**
     * Packets to an address and port.
     *
     * @param address IPv4, or IPv6 without a scope
     * @param port 1 to 65535, or 0 for every port, which takes persistence
     */
    record Endpoint(TransportProtocol protocol, InetAddress address, int port) implements ServiceKey {

        public Endpoint {
            AddressFamily.of(address);
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException(AddressText.of(address) + ": port " + port + " is not 0 to 65535");
            }
        }

        // By hand, as tables are compared in the agent, too, whose compiler does not look into what a record is given.
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || (other instanceof Endpoint it
                            && port == it.port
                            && protocol == it.protocol
                            && address.equals(it.address));
        }

        @Override
        public int hashCode() {
            return 31 * (31 * address.hashCode() + port) + protocol.number();
        }

        @Override
        public AddressFamily family() {
            return AddressFamily.of(address);
        }

        @Override
        public String toString() {
            return protocol + " " + AddressText.withPort(address, port);
        }
    }

    /**
     * Packets that a firewall has marked.
     *
     * @param mark unsigned and not 0, which every unmarked packet has: the kernel would make it a service for everything
     */
    record FirewallMark(AddressFamily family, int mark) implements ServiceKey {

        public FirewallMark {
            if (mark == 0) {
                throw new IllegalArgumentException("firewall mark 0 is every packet without a mark");
            }
        }

        @Override
        public String toString() {
            String text = "firewall mark " + Integer.toUnsignedString(mark);
            return switch (family) {
                case IPV4 -> text;
                case IPV6 -> "IPv6 " + text;
            };
        }
    }
}
