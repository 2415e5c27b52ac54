package dev.lvsfleet.ipvs;

/** How a packet reaches a destination. Source: {@code IP_VS_CONN_F_*} in {@code include/uapi/linux/ip_vs.h}. */
public sealed interface ForwardingMethod {

    ForwardingMethod MASQUERADE = new Masquerade();
    ForwardingMethod DIRECT_ROUTE = new DirectRoute();

    /** The tunnel that every kernel has: IP in IP. */
    ForwardingMethod TUNNEL = new Tunnel(Encapsulation.IPIP);

    /** Addresses and ports are rewritten both ways (NAT); the only method that can map ports. */
    record Masquerade() implements ForwardingMethod {
        @Override
        public String toString() {
            return "MASQUERADE";
        }
    }

    /** The packet goes out unchanged, to the destination's link address. */
    record DirectRoute() implements ForwardingMethod {
        @Override
        public String toString() {
            return "DIRECT_ROUTE";
        }
    }

    /** The packet is wrapped and routed; the only method by which packets of one IP version reach a host of the other. */
    record Tunnel(Encapsulation encapsulation) implements ForwardingMethod {
        @Override
        public String toString() {
            return encapsulation.equals(Encapsulation.IPIP) ? "TUNNEL" : "TUNNEL (" + encapsulation + ")";
        }
    }
}
