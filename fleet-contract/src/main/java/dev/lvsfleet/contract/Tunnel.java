package dev.lvsfleet.contract;

import static java.util.Objects.requireNonNull;

/**
 * How a packet is wrapped on its way to a real server.
 *
 * @param port the UDP port at the real server, 1 to 65535, with GUE; else 0
 * @param checksum one that {@link Encapsulation#carries}
 */
public record Tunnel(Encapsulation encapsulation, int port, TunnelChecksum checksum) {

    /** IP in IP, as the kernel has it when nothing is said. */
    public static final Tunnel PLAIN = new Tunnel(Encapsulation.IPIP, 0, TunnelChecksum.NONE);

    public Tunnel {
        requireNonNull(encapsulation, "encapsulation is null");
        requireNonNull(checksum, "checksum is null");
    }

    /** For a sentence, for example {@code gue to port 6080 with csum}. */
    public String words() {
        return ContractJson.word(encapsulation)
                + (port == 0 ? "" : " to port " + port)
                + (checksum == TunnelChecksum.NONE ? "" : " with " + ContractJson.word(checksum));
    }
}
