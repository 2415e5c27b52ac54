package dev.lvsfleet.ipvs;

/** What a tunnelled packet is wrapped in. Source: {@code IP_VS_CONN_F_TUNNEL_TYPE_*} in {@code include/uapi/linux/ip_vs.h}. */
public sealed interface Encapsulation {

    Encapsulation IPIP = new IpInIp();

    /** IP in IP (RFC 2003); IPv6 in IPv6 (RFC 2473), and either in the other. */
    record IpInIp() implements Encapsulation {
        @Override
        public String toString() {
            return "ipip";
        }
    }

    /** Generic routing encapsulation (RFC 2784).
     *
     * @param checksum whether its header carries one */
    record Gre(boolean checksum) implements Encapsulation {
        @Override
        public String toString() {
            return checksum ? "gre with checksum" : "gre";
        }
    }

    /** Generic UDP encapsulation (draft-ietf-intarea-gue).
     *
     * @param port where the destination listens for it, 1 to 65535 */
    record Gue(int port, Checksum checksum) implements Encapsulation {

        public Gue {
            if (port < 1 || port > 0xffff) {
                throw new IllegalArgumentException("GUE port " + port + " is not 1 to 65535");
            }
        }

        @Override
        public String toString() {
            return "gue to port " + port
                    + switch (checksum) {
                        case NONE -> "";
                        case UDP -> " with checksum";
                        case REMOTE -> " with remote checksum";
                    };
        }
    }

    /** What protects a GUE packet. Source: {@code IP_VS_TUNNEL_ENCAP_FLAG_*}. */
    enum Checksum {
        NONE,

        /** The outer UDP checksum is filled in. */
        UDP,

        /** The inner checksum is left for the receiver to compute: remote checksum offload. */
        REMOTE
    }
}
